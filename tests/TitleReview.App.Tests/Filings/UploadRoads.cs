using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Files;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>A picture in one request, a picture in two parts, a document in one request.</summary>
public enum Road { Whole, Parts, Document }

/// <summary>The ways of a file into the app, over a disk of the test's choosing.</summary>
internal static class UploadRoads
{
    public const string Applicant = "applicant@aksu";

    private const string Slot = "other-attachments";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static byte[] Sample(Road road)
    {
        if (road == Road.Document) return new PdfMaker { Trailer = $"/Info<</Title({Guid.NewGuid()})>>" }.Bytes();

        using var stream = typeof(DemoScans).Assembly.GetManifestResourceStream("scans/proof.jpg")!;
        var scan = new byte[stream.Length];
        stream.ReadExactly(scan);
        // Comments make it another file each time, and heavy where it has to come in two parts.
        byte[] comment = [0xFF, 0xFE, 0xFF, 0xFF, .. RandomNumberGenerator.GetBytes((0xFFFF - 2) / 2).SelectMany(b => new[] { (byte)(b >> 4), (byte)(b & 15) }), 0];
        return [.. scan[..2], .. Enumerable.Repeat(comment, road == Road.Parts ? 33 : 1).SelectMany(c => c), .. scan[2..]];
    }

    public static FileStore Files(IDiskCalls disk, string data, Vault vault) => new(new FolderBlobs(Path.Combine(data, "files"), disk), vault.FileCipher());

    /// <summary>As the endpoints do it, one way or the other; a second time it goes on with what is there.</summary>
    public static async Task<(Material? Material, Refusal? Refusal)> Send(SignedInScope of, FileStore files, Road road, byte[] file, Guid id)
    {
        var (sessions, filing) = (of.Get<TenantSessions>(), (await of.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id);
        var intake = new MaterialIntake(sessions, files, of.Get<DocumentWorker>(), of.Get<PdfWorker>(), new IntakePlaces());
        var name = road == Road.Document ? "业绩.pdf" : "证书.jpg";
        if (road != Road.Parts) return await new AddMaterial(sessions, intake).Run(filing, new Upload(new MaterialId(id), Slot, null, name, new MemoryStream(file)), Ct);

        using var admitted = new AdmittedUploads();
        var (progress, refusal) = await new StartUpload(sessions, files).Run(filing, Slot, null, new WholeFile(name, file.Length, Digest(file)), new PartialUploadId(id), Ct);
        foreach (var no in Enumerable.Range(1, progress?.Parts ?? 0).Except(progress?.Received ?? []))
        {
            var part = file[((no - 1) * PartialUpload.PartBytes)..Math.Min(no * PartialUpload.PartBytes, file.Length)];
            if (await new ReceivePart(sessions, files, admitted).Run(progress!.Id, no, new MemoryStream(part), Digest(part), Ct) is { } unreceived) return (null, unreceived);
        }

        return progress is null ? (null, refusal) : await new FinishUpload(sessions, files, intake, admitted).Run(progress.Id, Ct);
    }

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>Without a database of its own: it works on the one of the test around it.</summary>
public sealed class UploadingChild
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Dies where it is told to; where the kernel fails instead, it must have been told the sentence.</summary>
    [Fact(Explicit = true), Trait("Child", "true")]
    public async Task Child_uploads()
    {
        await using var node = await AppUnderTest.NodeOf(Told("APP"), Told("OWNER"), Told("DATA"), DateTimeOffset.Parse(Told("CLOCK"), CultureInfo.InvariantCulture));
        await using var applicant = await AppUnderTest.SignIn(node, UploadRoads.Applicant);
        var disk = Told("KILL").Split(' ') is [var call, var nth]
            ? new FailingDisk(Enum.Parse<DiskCall>(call), int.Parse(nth, CultureInfo.InvariantCulture), Process.GetCurrentProcess().Kill)
            : (IDiskCalls)new DiskCalls();
        var answer = await UploadRoads.Send(applicant, UploadRoads.Files(disk, Told("DATA"), node.GetRequiredService<Vault>()), Enum.Parse<Road>(Told("ROAD")), await File.ReadAllBytesAsync(Told("FILE"), Ct), Guid.Parse(Told("ID")));
        Assert.Equal((null, new NotTakenNow()), answer);

        static string Told(string name) => Environment.GetEnvironmentVariable($"UPLOAD_{name}")!;
    }
}
