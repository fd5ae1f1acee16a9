using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Portal;

namespace TitleReview.App.Portal;

/// <summary>给草稿添一个附件：先问许可，再收字节，按内容认种类，最后登记。</summary>
[Does(Act.WriteAnnouncement)]
public sealed class AddAttachment(TenantSessions sessions, IFileStore files)
{
    public const long MaxBytes = 30L * 1024 * 1024;

    public async Task<(Attachment? Attachment, Refusal? Refusal)> Run(AnnouncementId id, string fileName, Stream content, CancellationToken ct = default)
    {
        TenantId tenant;
        await using (var session = await sessions.Open(ct))
        {
            var announcement = await session.Announcement(id, ct);
            if ((session.WhyNot(Act.WriteAnnouncement, announcement) ?? announcement!.WhyNotAttach()) is { } refusal) return (null, refusal);
            tenant = session.Tenant.Id;
        }

        var (file, refused) = await Take(tenant, fileName, content, ct);
        if (refused is not null) return (null, refused);

        await using (var session = await sessions.Open(ct))
        {
            // Asked again: it may have been published while the bytes were on their way.
            var announcement = await session.Announcement(id, ct);
            if (session.WhyNot(Act.WriteAnnouncement, announcement) is { } refusal) return (null, refusal);

            await FileRegister.Add(session, new StoredFile { Sha256 = file!.Sha256, Bytes = file.Bytes, StoredAt = session.Now.Instant }, ct);
            var attachmentId = new AttachmentId(Guid.CreateVersion7());
            return (announcement!.Attach(attachmentId, file, session.Now) ?? await session.Save(ct)) is { } conflict
                ? (null, conflict) : (announcement.Attachments.Single(a => a.Id == attachmentId), null);
        }
    }

    private async Task<(AttachedFile? File, Refusal? Refusal)> Take(TenantId tenant, string fileName, Stream content, CancellationToken ct)
    {
        try
        {
            var blob = await files.Write(tenant.Value, content, MaxBytes, ct);
            await using var stream = await files.OpenRead(tenant.Value, blob.Sha256, ct) ?? throw new InvalidOperationException("The file just stored is not there.");
            var bytes = new byte[blob.Bytes];
            await stream.ReadExactlyAsync(bytes, ct);
            var (kind, fault) = AttachmentKinds.Inspect(bytes, fileName);
            return fault is null ? (new AttachedFile(fileName.Trim(), kind!, blob.Sha256, blob.Bytes), null) : (null, new AttachmentRefused(Sentence(fault.Value)));
        }
        catch (FileTooLargeException e)
        {
            return (null, new AttachmentRefused($"文件超过 {e.MaxBytes.PrintBytes()}，请压缩或分开后再传。"));
        }
        catch (FileStoreException)
        {
            return (null, new AttachmentRefused("服务器暂时存不了文件，请过几分钟再传；如反复出现，请告知管理员。"));
        }
    }

    private static string Sentence(FileFault fault) => fault switch
    {
        FileFault.Empty => "文件是空的，请重新选择。",
        FileFault.BadName or FileFault.DoubleExtension => "文件名不合要求，请改成简单的名字（如 推荐表.docx）再传。",
        FileFault.UnknownKind => $"认不出或不收这种文件，附件只收 {string.Join("、", AttachmentKinds.All).ToUpperInvariant()}；压缩包请解开后逐个上传。",
        FileFault.NameDisagrees => "文件的扩展名与内容不符，请用原来的格式另存后再传。",
        FileFault.HasMacros => "文件里带有宏，不能公布给人下载。请另存为不带宏的文件后再传。",
        FileFault.TwoKindsInOne => "文件里混有别的内容，不能接收，请重新生成后再传。",
        FileFault.TooManyPixels => "图片的尺寸太大，请缩小后再传。",
        _ => "文件不完整或已损坏，请重新生成后再传。",
    };
}

/// <summary>去掉草稿的一个附件。</summary>
[Does(Act.WriteAnnouncement)]
public sealed class RemoveAttachment(TenantSessions sessions)
{
    public async Task<Refusal?> Run(AnnouncementId id, AttachmentId attachmentId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var announcement = await session.Announcement(id, ct);
        if ((session.WhyNot(Act.WriteAnnouncement, announcement) ?? announcement!.WhyNotAmend()) is { } refusal) return refusal;
        if (announcement!.Attachments.FirstOrDefault(a => a.Id == attachmentId) is not { } attachment) return new JustHandledByAnother();

        session.Db.Attachments.Remove(attachment);
        announcement.Touch(session.Now);
        return await session.Save(ct);
    }
}

/// <summary>本机构的公告的附件，发布之前也能打开看。</summary>
[Does(Act.WriteAnnouncement)]
public sealed class OpenOwnAttachment(TenantSessions sessions, IFileStore files)
{
    public async Task<AttachmentFile?> Run(AnnouncementId id, AttachmentId attachmentId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var announcement = await session.Announcement(id, ct);
        if (session.WhyNot(Act.WriteAnnouncement, announcement) is not null) return null;

        return announcement!.Attachments.FirstOrDefault(a => a.Id == attachmentId) is { } attachment ? await files.Open(session.Tenant.Id, attachment, ct) : null;
    }
}
