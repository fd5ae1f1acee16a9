using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Files;
using TitleReview.App.Tests.Support;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>What has to hold of an upload whatever befell it.</summary>
public abstract class UploadsAfterAFault(UploadsUnderTest app)
{
    protected UploadsUnderTest App => app;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected List<string> HalfWritten() => [.. Directory.EnumerateFiles(Path.Combine(App.DataFolder, "files", ".incoming")).Order()];

    private protected FileStore Files(IDiskCalls? disk = null) => UploadRoads.Files(disk ?? new DiskCalls(), App.DataFolder, App.AsVisitor().Get<Vault>());

    /// <summary>No row speaks of the file; whatever of it can be opened is whole.</summary>
    protected async Task NothingIsHalf(SignedInScope applicant, byte[] sample)
    {
        var (files, tenant, digest) = (applicant.Get<IFileStore>(), applicant.User.TenantId.Value, UploadRoads.Digest(sample));
        Assert.Equal(["0 0"], await App.Ask("select (select count(*) from materials where sha256 = $1) || ' ' || (select count(*) from stored_files where sha256 = $1)", digest));
        if (await files.OpenRead(tenant, digest, Ct) is { } original) Assert.Equal(sample, await FileStores.All(original));
        foreach (var kind in new[] { "thumbnail", "screen", "print", "clean" })
            if (await files.OpenDerived(tenant, digest, kind, Ct) is { } copy) Assert.True(IsWhole(await FileStores.All(copy), kind), kind);
        foreach (var upload in await App.Ask("select id::text from partial_uploads where sha256 = $1", digest))
            foreach (var no in await files.Parts(tenant, Guid.Parse(upload), Ct))
                Assert.Equal(sample[((no - 1) * PartialUpload.PartBytes)..Math.Min(no * PartialUpload.PartBytes, sample.Length)], await FileStores.All(await files.OpenPart(tenant, Guid.Parse(upload), no, Ct)));
    }

    /// <summary>Registered, and all three views of it open; then it is deleted, so that the slot does not fill up.</summary>
    protected async Task IsThereAndGoesAgain(SignedInScope applicant, (Material? Material, Refusal? Refusal) answer, byte[] sample)
    {
        Assert.Null(answer.Refusal);
        var open = applicant.Get<OpenMaterial>();
        Assert.Equal(sample, await FileStores.All((await applicant.Get<OpenOriginal>().Run(answer.Material!.Id, Ct))!.Content));
        foreach (var copy in new[] { MaterialCopy.Thumbnail, MaterialCopy.Screen })
            Assert.True(IsWhole(await FileStores.All((await open.Run(answer.Material.Id, copy, Ct))!.Content), copy == MaterialCopy.Screen && answer.Material.Kind == "pdf" ? "clean" : "screen"));
        Assert.Empty(await App.Ask("select id::text from partial_uploads where sha256 = $1", UploadRoads.Digest(sample)));
        Assert.Null(await applicant.Get<RemoveMaterial>().Run(answer.Material.Id, Ct));
    }

    private static bool IsWhole(byte[] copy, string kind) =>
        kind == "clean" ? copy.AsSpan().StartsWith("%PDF"u8) && copy.AsSpan().TrimEnd((byte)'\n').EndsWith("%%EOF"u8) : copy is [0xFF, 0xD8, .., 0xFF, 0xD9];
}
