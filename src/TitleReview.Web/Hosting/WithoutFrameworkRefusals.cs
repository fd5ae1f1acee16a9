namespace TitleReview.Web.Hosting;

/// <summary>
/// 表单已不在页面上（草稿在别的窗口丢弃了）、防伪的记号过期了，框架在开发环境里自己写一行英文。不让它写出去，改由本站的页面答复；本站的页面从不答 400。
/// </summary>
internal sealed class WithoutFrameworkRefusals(Stream inner, HttpResponse response) : Stream
{
    private bool Dropped => response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest } && (response.ContentType is null || response.ContentType.StartsWith("text/", StringComparison.Ordinal));

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Dropped ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!Dropped) inner.Write(buffer, offset, count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Dropped ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush()
    {
        if (!Dropped) inner.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
