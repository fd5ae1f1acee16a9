using System.Security.Cryptography;

namespace TitleReview.App.Storage.Files;

/// <summary>A sealed file being read: one segment at a time, each checked before any of its bytes is given out.</summary>
internal sealed class OpenedFile(Stream file, AesGcm key) : Stream
{
    private readonly byte[] _sealed = new byte[FileCipher.Segment + FileCipher.Tag];
    private readonly byte[] _plain = new byte[FileCipher.Segment];
    private int _at, _filled;
    private uint _no;
    private bool _ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override long Length
    {
        get
        {
            var body = file.Length - FileCipher.Head;
            return body - (((body / (FileCipher.Segment + FileCipher.Tag)) + 1) * FileCipher.Tag);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _filled && !_ended) Open(await file.ReadAtLeastAsync(_sealed, _sealed.Length, throwOnEndOfStream: false, cancellationToken));
        return Give(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _filled && !_ended) Open(file.ReadAtLeast(_sealed, _sealed.Length, throwOnEndOfStream: false));
        return Give(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            key.Dispose();
            file.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        base.Dispose(disposing);
    }

    private void Open(int read)
    {
        if (read < FileCipher.Tag) throw new CryptographicException("The sealed file ends too early.");

        _ended = read < _sealed.Length;
        Span<byte> nonce = stackalloc byte[FileCipher.Nonce];
        FileCipher.NonceOf(_no++, _ended, nonce);
        (_at, _filled) = (0, read - FileCipher.Tag);
        key.Decrypt(nonce, _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, FileCipher.Tag), _plain.AsSpan(0, _filled));
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _filled - _at);
        _plain.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
