using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Filings;

/// <summary>一个材料栏目，连同它收什么文件。</summary>
internal sealed record OpenSlot(SlotTerms Terms, FileTerms Files);

/// <summary>传到哪里：哪一栏，子表的哪一行。</summary>
internal sealed record MaterialPlace(string Slot, Guid? Row)
{
    /// <summary>这一栏现在收不收。</summary>
    /// <param name="startedAt">这次上传何时开始；正要开始的为空。</param>
    public async Task<(OpenSlot? Slot, Refusal? Refusal)> In(TenantSession session, Filing filing, DateTimeOffset? startedAt, CancellationToken ct)
    {
        var plan = await session.PlanOf(filing, ct);
        if (plan.Terms.Slots.FirstOrDefault(s => s.Key == Slot) is not { } slot) return (null, new UnknownSlot());
        if (filing.WhyNotReceive(slot, plan, session.Actor, startedAt ?? session.Now.Instant, session.Now) is { } closed) return (null, closed);

        var row = Row is { } id ? filing.Form.Rows(slot.Module).FirstOrDefault(r => r.Id == id) : null;
        var kind = await session.Db.Offices.Where(o => o.Id == filing.EmployerId).Select(o => o.EmployerKind).SingleAsync(ct);
        if (slot.PerRow != (row is not null) || !SlotMatching.Applies(slot, filing.Choice, kind, filing.Form, row)) return (null, new UnknownSlot());

        var there = await session.Db.Materials.CountAsync(m => m.FilingId == filing.Id && m.Slot == slot.Key && m.RowId == Row, ct);
        if (there >= slot.MaxFiles) return (null, new SlotFull(slot.Title, slot.MaxFiles));
        return (new OpenSlot(slot, slot.Kinds is { } own ? plan.Terms.Files with { Kinds = own } : plan.Terms.Files), null);
    }
}

/// <summary>到了的一个文件：按什么收，叫什么，什么时候开始传的。</summary>
internal sealed record ArrivedFile(TenantId Tenant, FileTerms Terms, string FileName, DateTimeOffset StartedAt);

/// <summary>
/// 解码中的文件要整个放在内存里，所以同时只有几个；多少人一起传，用的内存都有数。轮不到的在这里等，字节已经落了盘；
/// 等得比一般的代理还久，就先答复“过一会儿”，浏览器自己再来。
/// </summary>
public sealed class IntakePlaces : IDisposable
{
    /// <summary>两个在解码，另两个在读出、写回。</summary>
    private readonly SemaphoreSlim _free = new(4);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(45);

    /// <returns>没有轮到的为 null。</returns>
    internal async Task<T?> With<T>(Func<Task<T>> work, CancellationToken ct)
        where T : struct
    {
        if (!await _free.WaitAsync(LongestWait, ct)) return null;
        try
        {
            return await work();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}

/// <summary>收文件的后一半，整个传的与分段传的共用：落盘、按内容认种类、完整解码、做小图、登记。</summary>
public sealed class MaterialIntake(TenantSessions sessions, IFileStore files, DocumentWorker worker, PdfWorker pdfs, IntakePlaces places)
{
    /// <param name="sha256">发送的一方算出的摘要；对不上就是路上坏了。没有算为空。</param>
    internal async Task<(ScannedFile? File, Refusal? Refusal)> Take(ArrivedFile arrived, Stream content, CancellationToken ct, string? sha256 = null)
    {
        try
        {
            var blob = await files.Write(arrived.Tenant.Value, content, arrived.Terms.MaxBytes, ct);
            if (sha256 is not null && sha256 != blob.Sha256) return (null, new FileRefused("传到的内容与您选的文件不一样，可能是线路上出了错，请重新上传。"));
            return await places.With(() => Judge(arrived, blob, ct), ct) ?? (null, new NotTakenNow());
        }
        catch (FileTooLargeException e)
        {
            return (null, new FileRefused(FileSentences.TooLarge(e.MaxBytes)));
        }
        catch (WorkerFailure e) when (e is ImageRefused or PdfRefused)
        {
            return (null, new FileRefused(e.Sentence));
        }
        catch (Exception e) when (e is WorkerFailure or FileStoreException or FileDamagedException)
        {
            return (null, new NotTakenNow());
        }
    }

    /// <summary>按内容认种类，再完整解码。</summary>
    private async Task<(ScannedFile? File, Refusal? Refusal)> Judge(ArrivedFile arrived, StoredBlob blob, CancellationToken ct)
    {
        var (tenant, terms) = (arrived.Tenant, arrived.Terms);
        var bytes = await Bytes(tenant, blob, ct);
        var look = FileKinds.Inspect(bytes, arrived.FileName);
        if (look.Fault is { } fault) return (null, new FileRefused(FileSentences.For(fault, terms)));
        var kind = FileSentences.Name(look.Kind);
        if (!terms.Kinds.Contains(kind)) return (null, new FileRefused(FileSentences.WrongKind(kind, terms)));
        return look.Kind == FileKind.Pdf ? await Pdf(arrived, blob, bytes, ct) : (await Image(tenant, kind, blob, bytes, ct), null);
    }

    /// <summary>图片：量一量，做三样副本，都转正、不带附加信息。原件另放。</summary>
    private async Task<ScannedFile> Image(TenantId tenant, string kind, StoredBlob blob, byte[] bytes, CancellationToken ct)
    {
        var (look, copies) = await worker.Accept(bytes, ct);
        await files.WriteCopies(tenant, blob.Sha256, copies, ct);
        return new ScannedFile(blob.Sha256, kind, blob.Bytes, look.Width, look.Height, 1, look);
    }

    /// <summary>PDF：改写成只剩页面的一份供人看；带脚本、附件的不收。</summary>
    private async Task<(ScannedFile? File, Refusal? Refusal)> Pdf(ArrivedFile arrived, StoredBlob blob, byte[] bytes, CancellationToken ct)
    {
        var clean = await pdfs.Rewrite(bytes, arrived.Terms.MaxPages, ct);
        if (clean.WhyNot is { } danger) return (null, new FileRefused(danger));

        await files.WriteDerived(arrived.Tenant.Value, blob.Sha256, "clean", clean.Bytes, ct);
        await files.WriteDerived(arrived.Tenant.Value, blob.Sha256, "thumbnail", await pdfs.Page(clean.Bytes, 1, CopySize.Thumbnail.Edge, ct), ct);
        return (new ScannedFile(blob.Sha256, "pdf", blob.Bytes, 0, 0, clean.Pages, InnerWords: clean.Words?.Plain()), null);
    }

    /// <summary>再问一遍，并锁住这份申报：字节在路上的时候，申报期可能到了，栏目可能满了。</summary>
    internal async Task<(Material? Material, Refusal? Refusal)> Register(FilingId filingId, MaterialId id, MaterialPlace place, ScannedFile file, ArrivedFile arrived, CancellationToken ct, Func<TenantSession, Task>? also = null)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, filingId, ct);
        var filing = await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == filingId, ct);
        if (session.WhyNot(Act.UploadMaterial, filing) is { } forbidden) return (null, forbidden);
        if ((await place.In(session, filing!, arrived.StartedAt, ct)).Refusal is { } refusal) return (null, refusal);

        await FileRegister.Add(session, new StoredFile { Sha256 = file.Sha256, Bytes = file.Bytes, StoredAt = session.Now.Instant }, ct);
        var material = new Material(id, filingId, place.Slot, place.Row, file, arrived.FileName, session.Actor.UserId, session.Now);
        session.Add(material);
        foreach (var page in MaterialPage.Of(material)) session.Add(page);
        if (also is not null) await also(session);
        return await session.Save(ct) is { } conflict ? (null, conflict) : (material, null);
    }

    private async Task<byte[]> Bytes(TenantId tenant, StoredBlob blob, CancellationToken ct)
    {
        await using var stream = await files.OpenRead(tenant.Value, blob.Sha256, ct) ?? throw new InvalidOperationException("The file just stored is not there.");
        var bytes = new byte[blob.Bytes];
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }
}

/// <summary>图片的三样副本存在原件旁边；上传与演示共用。</summary>
internal static class StoredCopies
{
    public static async Task WriteCopies(this IFileStore files, TenantId tenant, string sha256, ViewingCopies copies, CancellationToken ct)
    {
        foreach (var (kind, picture) in new[] { ("thumbnail", copies.Thumbnail), ("screen", copies.Screen), ("print", copies.Print) })
            await files.WriteDerived(tenant.Value, sha256, kind, picture.Jpeg, ct);
    }
}

/// <summary>文件收不下时的那句话。</summary>
internal static class FileSentences
{
    /// <summary>还没有传就看得出收不下的，先说，省得传完才知道。</summary>
    public static Refusal? WhyNotStart(WholeFile file, FileTerms terms)
    {
        if (file.Bytes <= 0) return new FileRefused(For(FileFault.Empty, terms));
        if (file.Bytes > terms.MaxBytes) return new FileRefused(TooLarge(terms.MaxBytes));
        if (FileNames.WhyNot(file.Name) is { } fault) return new FileRefused(For(fault, terms));
        return file.Sha256 is { } digest && (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower)) ? new PartRefused() : null;
    }

    public static string TooLarge(long maxBytes) => $"文件超过 {maxBytes.PrintBytes()}，请压缩或降低分辨率后再传。";

    public static string Name(FileKind kind) => kind switch { FileKind.Jpeg => "jpg", FileKind.Png => "png", _ => "pdf" };

    public static string WrongKind(string kind, FileTerms terms) => $"这是 {kind.ToUpperInvariant()} 文件，这里只收 {Kinds(terms)}，请转换后再传。";

    public static string For(FileFault fault, FileTerms terms) => fault switch
    {
        FileFault.Empty => "文件是空的，请重新选择。",
        FileFault.BadName or FileFault.DoubleExtension => $"文件名不合要求，请改成简单的名字（如 学历证书.jpg）再传。",
        FileFault.UnknownKind => $"认不出这是什么文件，这里只收 {Kinds(terms)}，请转换后再传。",
        FileFault.NameDisagrees => "文件的扩展名与内容不符，请用原来的格式保存后再传。",
        FileFault.Truncated => "文件不完整，可能没有传完或已损坏，请重新扫描或拍照后再传。",
        FileFault.TwoKindsInOne => "文件里混有别的内容，不能接收，请重新扫描后再传。",
        FileFault.TooManyPixels => "图片的尺寸太大，请用较低的分辨率重新扫描后再传。",
        _ => "文件已损坏，请重新扫描或拍照后再传。",
    };

    private static string Kinds(FileTerms terms) => string.Join("、", terms.Kinds).ToUpperInvariant();
}
