namespace TitleReview.App.Storage.Files;

/// <summary>The parts of an upload, read as one file; only one of them is open at a time.</summary>
internal sealed class JoinedParts(Func<int, Task<Stream?>> open, int parts) : Stream
{
    private Stream? _part;
    private int _no;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_part is not null)
            {
                if (await _part.ReadAsync(buffer, cancellationToken) is > 0 and var read) return read;
                await _part.DisposeAsync();
                _part = null;
            }

            if (_no == parts) return 0;
            _part = await open(++_no) ?? throw new FileStoreException("A part is gone.", new FileNotFoundException());
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (_part is not null) await _part.DisposeAsync();
        await base.DisposeAsync();
    }
}
