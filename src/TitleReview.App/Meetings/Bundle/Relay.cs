namespace TitleReview.App.Meetings;

/// <summary>
/// Between a ZIP and a response: the archive still writes its few bytes between entries synchronously, which a server's stream refuses.
/// Those are kept here until the next asynchronous write; what is large goes straight through.
/// </summary>
internal sealed class Relay(Stream under) : Stream
{
    private readonly MemoryStream _kept = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => _kept.Write(buffer, offset, count);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Pass(cancellationToken);
        await under.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await Pass(cancellationToken);
        await under.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task Pass(CancellationToken ct)
    {
        if (_kept.Length == 0) return;
        await under.WriteAsync(_kept.GetBuffer().AsMemory(0, (int)_kept.Length), ct);
        _kept.SetLength(0);
    }
}
