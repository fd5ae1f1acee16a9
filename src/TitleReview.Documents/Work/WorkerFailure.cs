namespace TitleReview.Documents.Work;

/// <summary>子进程没有办成；<see cref="Sentence"/> 是可以给人看的那句话，Message 只进日志。</summary>
public class WorkerFailure(string sentence, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public const string Unable = "文件生成失败，请稍后再试；如反复出现，请告知管理员。";

    public WorkerFailure(string detail, Exception? inner = null) : this(Unable, detail, inner) { }

    public string Sentence { get; } = sentence;
}

/// <summary>排队的任务已满。</summary>
public sealed class WorkerBusy(int waiting)
    : WorkerFailure("正在生成的文件较多，请过一分钟再试。", $"{waiting} jobs are waiting.");

/// <summary>图片本身不能用：换一张就能办成。</summary>
public sealed class ImageRefused(ImageFault fault, string detail) : WorkerFailure(SentenceFor(fault), detail)
{
    public ImageFault Fault { get; } = fault;

    private static string SentenceFor(ImageFault fault) => fault switch
    {
        ImageFault.NotAnImage => "这不是 JPG 或 PNG 图片，请换成 JPG 或 PNG 后再上传。",
        ImageFault.TooManyPixels => "图片的尺寸太大，请缩小或用较低的分辨率重新扫描后再上传。",
        ImageFault.TooManyBytes => "图片文件太大，请压缩后再上传。",
        _ => "图片已损坏或不完整，请重新扫描或拍照后再上传。",
    };
}

public enum ImageFault { NotAnImage, Damaged, TooManyPixels, TooManyBytes }

/// <summary>PDF 本身不能用：换一份就能办成。</summary>
public sealed class PdfRefused(PdfFault fault, string detail) : WorkerFailure(SentenceFor(fault), detail)
{
    public PdfFault Fault { get; } = fault;

    private static string SentenceFor(PdfFault fault) => fault switch
    {
        PdfFault.Encrypted => "这份 PDF 有密码或加了保护，请去掉密码、另存为普通 PDF 后再上传。",
        PdfFault.TooManyPages => "PDF 的页数太多，请只留需要的页，或拆成几份后再上传。",
        PdfFault.TooManyBytes => "PDF 文件太大，请压缩或拆成几份后再上传。",
        PdfFault.TooHeavy => "PDF 的内容太大，展不开；请用“打印为 PDF”重新生成，或扫描成图片后再上传。",
        _ => "PDF 已损坏或不完整，请重新生成后再上传。",
    };
}

public enum PdfFault { Damaged, Encrypted, TooManyPages, TooManyBytes, TooHeavy }
