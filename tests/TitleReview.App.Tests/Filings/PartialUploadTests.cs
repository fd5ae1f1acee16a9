using System.Security.Cryptography;
using TitleReview.App.Clockwork;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>A large scan that comes in parts over a bad line.</summary>
public sealed class An_upload_in_parts(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A scan of the demo, made heavy with comments: five megabytes, three parts.</summary>
    private static byte[] HeavyScan(byte salt)
    {
        using var stream = typeof(DemoScans).Assembly.GetManifestResourceStream("scans/proof.jpg")!;
        var scan = new byte[stream.Length];
        stream.ReadExactly(scan);
        byte[] comment = [0xFF, 0xFE, 0xFF, 0xFF, .. Enumerable.Repeat(salt, 0xFFFF - 2)];
        return [.. scan[..2], .. Enumerable.Repeat(comment, 80).SelectMany(c => c), .. scan[2..]];
    }

    private static byte[] Part(byte[] file, int no) => file[((no - 1) * PartialUpload.PartBytes)..Math.Min(no * PartialUpload.PartBytes, file.Length)];

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<FilingId> Draft(SignedInScope of) => (await of.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id;

    private static Task<(UploadProgress? Progress, Refusal? Refusal)> Start(SignedInScope of, FilingId filing, byte[] file, string name, bool withDigest = true) =>
        of.Get<StartUpload>().Run(filing, "other-attachments", null, new WholeFile(name, file.Length, withDigest ? Digest(file) : null), new PartialUploadId(Guid.CreateVersion7()), Ct);

    private static Task<Refusal?> Send(SignedInScope of, PartialUploadId id, int no, byte[] bytes, string? digest = null) =>
        of.Get<ReceivePart>().Run(id, no, new MemoryStream(bytes), digest, Ct);

    [Fact(DisplayName = "断了再选同一个文件，从断的地方接着传；换一个节点也一样；传完就是一份材料，各段不留")]
    public async Task Goes_on_where_it_stopped()
    {
        await using var applicant = await app.As("applicant@tacheng");
        var (filing, file) = (await Draft(applicant), HeavyScan(1));
        var begun = (await Start(applicant, filing, file, "大图.jpg")).Progress!;
        Assert.Equal((3, PartialUpload.PartBytes), (begun.Parts, begun.PartBytes));
        Assert.Null(await Send(applicant, begun.Id, 2, Part(file, 2), Digest(Part(file, 2))));

        await using var node = app.AnotherNode();
        await using var later = await app.As("applicant@tacheng", node);
        Assert.Equal([begun.Id], (await later.Get<ReadFiling>().Run(filing, Ct))!.Unfinished.Select(u => u.Id));
        var again = (await Start(later, filing, file, "大图.jpg")).Progress!;
        Assert.Equal(begun.Id, again.Id);
        Assert.Equal([2], again.Received);
        Assert.Equal(new PartsMissing(2), (await later.Get<FinishUpload>().Run(begun.Id, Ct)).Refusal);

        Assert.Null(await Send(later, begun.Id, 1, Part(file, 1)));
        Assert.Null(await Send(later, begun.Id, 3, Part(file, 3)));
        var (material, refusal) = await later.Get<FinishUpload>().Run(begun.Id, Ct);

        Assert.Null(refusal);
        Assert.Equal((new MaterialId(begun.Id.Value), Digest(file), (long)file.Length), (material!.Id, material.Sha256, material.Bytes));
        Assert.Equal(material.Id, (await applicant.Get<FinishUpload>().Run(begun.Id, Ct)).Material!.Id);
        Assert.Empty((await applicant.Get<ReadFiling>().Run(filing, Ct))!.Unfinished);
        var tenant = Guid.Parse((await app.Ask("select id from tenants where slug = 'tacheng'"))[0]);
        Assert.Empty(await applicant.Get<IFileStore>().Parts(tenant, begun.Id.Value, Ct));
    }

    [Fact(DisplayName = "段的大小、摘要不对的不收；合起来与原文件不一样的不收；文件太大的一开始就说")]
    public async Task Takes_no_part_that_is_not_whole()
    {
        await using var applicant = await app.As("applicant@tacheng");
        var (filing, file) = (await Draft(applicant), HeavyScan(2));
        var id = (await Start(applicant, filing, file, "一.jpg", withDigest: false)).Progress!.Id;

        Assert.Equal(new PartRefused(), await Send(applicant, id, 1, Part(file, 1)[..^1]));
        Assert.Equal(new PartRefused(), await Send(applicant, id, 1, [.. Part(file, 1), 0]));
        Assert.Equal(new PartRefused(), await Send(applicant, id, 1, Part(file, 1), Digest(Part(file, 2))));
        Assert.Equal(new PartRefused(), await Send(applicant, id, 4, Part(file, 1)));
        Assert.Equal(new PartsMissing(3), (await applicant.Get<FinishUpload>().Run(id, Ct)).Refusal);
        Assert.Null(await applicant.Get<CancelUpload>().Run(id, Ct));
        Assert.IsType<NotFoundHere>(await Send(applicant, id, 1, Part(file, 1)));

        var other = (await Start(applicant, filing, file, "二.jpg")).Progress!.Id;
        for (var no = 1; no <= 3; no++) Assert.Null(await Send(applicant, other, no, Part(HeavyScan(3), no)));
        Assert.IsType<FileRefused>((await applicant.Get<FinishUpload>().Run(other, Ct)).Refusal);
        Assert.DoesNotContain((await applicant.Get<ReadFiling>().Run(filing, Ct))!.Unfinished, u => u.Id == other);

        Assert.IsType<FileRefused>((await applicant.Get<StartUpload>().Run(filing, "other-attachments", null, new WholeFile("三.jpg", 1L << 40, null), new PartialUploadId(Guid.CreateVersion7()), Ct)).Refusal);
        Assert.IsType<FileRefused>((await applicant.Get<StartUpload>().Run(filing, "other-attachments", null, new WholeFile("../三.jpg", 5_000_000, null), new PartialUploadId(Guid.CreateVersion7()), Ct)).Refusal);
        Assert.Equal(new UnknownSlot(), (await applicant.Get<StartUpload>().Run(filing, "no-such-slot", null, new WholeFile("三.jpg", 5_000_000, null), new PartialUploadId(Guid.CreateVersion7()), Ct)).Refusal);
    }

    [Theory(DisplayName = "别人的上传，谁也接不了、取消不了")]
    [InlineData("direct@tacheng"), InlineData("employer@tacheng"), InlineData("applicant@bazhou"), InlineData("prefecture@tacheng")]
    public async Task Belongs_to_who_began_it(string stranger)
    {
        await using var applicant = await app.As("applicant@tacheng");
        var file = HeavyScan(4);
        var id = (await Start(applicant, await Draft(applicant), file, $"{stranger}.jpg")).Progress!.Id;
        await using var other = await app.As(stranger);

        Assert.IsType<NotFoundHere>(await Send(other, id, 1, Part(file, 1)));
        Assert.IsType<NotFoundHere>((await other.Get<FinishUpload>().Run(id, Ct)).Refusal);
        Assert.IsType<NotFoundHere>(await other.Get<CancelUpload>().Run(id, Ct));
        Assert.Null(await applicant.Get<CancelUpload>().Run(id, Ct));
    }

    [Fact(DisplayName = "没有传完的放七天，过后连同各段清去；没到期的不动")]
    public async Task Is_swept_away_when_nobody_goes_on()
    {
        await using var applicant = await app.As("applicant@tacheng");
        var (filing, file) = (await Draft(applicant), HeavyScan(5));
        var (old, fresh) = ((await Start(applicant, filing, file, "旧.jpg")).Progress!.Id, (await Start(applicant, filing, file, "新.jpg")).Progress!.Id);
        foreach (var id in new[] { old, fresh }) Assert.Null(await Send(applicant, id, 1, Part(file, 1)));
        await app.Ask("update partial_uploads set started_at = started_at - interval '8 days' where id = $1 returning id", old.Value);

        var tenant = new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'tacheng'"))[0]));
        Assert.Equal(1, await applicant.Get<SweepUploads>().Run(tenant, Ct));

        var files = applicant.Get<IFileStore>();
        Assert.Empty(await files.Parts(tenant.Value, old.Value, Ct));
        Assert.Equal([1], await files.Parts(tenant.Value, fresh.Value, Ct));
        Assert.Contains((await applicant.Get<ReadFiling>().Run(filing, Ct))!.Unfinished, u => u.Id == fresh);
        Assert.Null(await applicant.Get<CancelUpload>().Run(fresh, Ct));
    }
}
