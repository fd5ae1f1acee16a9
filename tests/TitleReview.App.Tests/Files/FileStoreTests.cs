using System.Security.Cryptography;
using System.Text;
using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Support;
using static TitleReview.App.Tests.Files.FileStores;

namespace TitleReview.App.Tests.Files;

/// <summary>What every store of files promises, whatever lies below it.</summary>
public abstract class A_store_of_files : IDisposable
{
    private protected A_store_of_files(IBlobs blobs) => (Blobs, Files) = (blobs, Store(blobs));

    private protected IBlobs Blobs { get; }

    private protected FileStore Files { get; }

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    [Theory]
    [InlineData(0), InlineData(1), InlineData(65_535), InlineData(65_536), InlineData(65_537), InlineData(300_000)]
    public async Task Gives_back_what_was_written(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var blob = await Write(Files, bytes);

        Assert.Equal(new StoredBlob(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), blob);
        Assert.Equal(bytes, await Read(Files, blob.Sha256));
        await using var again = await Files.OpenRead(Tacheng, blob.Sha256, Ct);
        Assert.Equal(size, again!.Length);
    }

    [Fact]
    public async Task Keeps_the_same_content_once()
    {
        var blobs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Write(Files, [1, 2, 3])));

        Assert.Single(blobs.Distinct());
        Assert.Single(await Blobs.Names("", Ct).ToListAsync(Ct));
    }

    [Fact(DisplayName = "落盘的字节里找不到原文：原件、副本、分段都加了密")]
    public async Task Seals_everything_at_rest()
    {
        var plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("身份证号 653001198503124418；", 9_000)));
        var blob = await Write(Files, plain);
        await Files.WriteDerived(Tacheng, blob.Sha256, "screen", plain, Ct);
        await Files.WritePart(Tacheng, Guid.NewGuid(), 1, new MemoryStream(plain), long.MaxValue, Ct);

        foreach (var name in await Blobs.Names("", Ct).ToListAsync(Ct))
        {
            var stored = await All(await Blobs.Open(name, Ct));
            Assert.True(stored.Length > plain.Length);
            Assert.True(stored.AsSpan().IndexOf("653001198503124418"u8) < 0, name);
        }
    }

    [Fact(DisplayName = "一个地区的文件，另一个地区取不到")]
    public async Task Keeps_tenants_apart()
    {
        var blob = await Write(Files, [1, 2, 3]);

        Assert.Null(await Files.OpenRead(Bazhou, blob.Sha256, Ct));
        Assert.Empty(await Files.List(Bazhou, Ct).ToListAsync(Ct));
        Assert.Equal([blob.Sha256], await Files.List(Tacheng, Ct).ToListAsync(Ct));
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 100, false)]
    [InlineData(0, 0, true)]
    [InlineData(400_000, 300_000, false)]
    public async Task Takes_no_more_than_allowed(int size, long limit, bool taken)
    {
        using var content = new MemoryStream(new byte[size]);
        if (taken) Assert.Equal(size, (await Files.Write(Tacheng, content, limit, Ct)).Bytes);
        else Assert.Equal(limit, (await Assert.ThrowsAsync<FileTooLargeException>(() => Files.Write(Tacheng, content, limit, Ct))).MaxBytes);

        Assert.Equal(taken ? 1 : 0, await Blobs.Names("", Ct).CountAsync(Ct));
    }

    /// <summary>A bit turned over, a tail cut off, a segment too many, another file's bytes: none is served.</summary>
    [Theory]
    [InlineData("flip 0"), InlineData("flip 40"), InlineData("flip 70000"), InlineData("flip 99990"), InlineData("cut 1"), InlineData("cut 34500"), InlineData("grow"), InlineData("swap"), InlineData("plain")]
    public async Task Serves_no_byte_of_a_damaged_file_until_it_is_written_again(string damage)
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var blob = await Write(Files, bytes);
        var other = await Write(Files, RandomNumberGenerator.GetBytes(100_000));
        var name = StoreNames.Of(Tacheng, blob.Sha256);
        var stored = await All(await Blobs.Open(name, Ct));
        var damaged = damage.Split(' ') switch
        {
            ["flip", var at] => stored.Select((b, i) => i == int.Parse(at) ? (byte)(b ^ 1) : b).ToArray(),
            ["cut", var by] => stored[..^int.Parse(by)],
            ["grow"] => [.. stored, .. stored[^100..]],
            ["swap"] => await All(await Blobs.Open(StoreNames.Of(Tacheng, other.Sha256), Ct)),
            _ => [1, 2, 3],
        };
        await Blobs.Put(write => write(damaged), () => name, Ct);

        await Assert.ThrowsAsync<FileDamagedException>(() => Files.OpenRead(Tacheng, blob.Sha256, Ct));

        await Write(Files, bytes);
        Assert.Equal(bytes, await Read(Files, blob.Sha256));
    }

    [Fact(DisplayName = "加密之前存下的旧文件，照样读得出来")]
    public async Task Reads_what_was_stored_before_sealing()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await Blobs.Put(write => write(bytes), () => StoreNames.Of(Tacheng, sha256), Ct);

        Assert.Equal(bytes, await Read(Files, sha256));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("../cdef0123456789abcdef0123456789abcdef0123456789abcdef012345678")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567890")]
    public async Task Builds_no_name_from_what_is_no_digest(string sha256)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Files.OpenRead(Tacheng, sha256, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.WriteDerived(Tacheng, sha256, "screen", new byte[1], Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.Remove(Tacheng, sha256, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("Screen")]
    public async Task Builds_no_name_from_an_odd_kind(string kind) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Files.OpenDerived(Tacheng, new string('a', 64), kind, Ct));

    [Fact]
    public async Task Keeps_derived_copies_beside_and_removes_them_with_the_file()
    {
        var blob = await Write(Files, [1, 2, 3]);
        Assert.Null(await Files.OpenDerived(Tacheng, blob.Sha256, "screen", Ct));

        await Files.WriteDerived(Tacheng, blob.Sha256, "screen", new byte[] { 7 }, Ct);
        await Files.WriteDerived(Tacheng, blob.Sha256, "screen", new byte[] { 8, 9 }, Ct);

        Assert.Equal([8, 9], await All(await Files.OpenDerived(Tacheng, blob.Sha256, "screen", Ct)));
        Assert.Equal([blob.Sha256], await Files.List(Tacheng, Ct).ToListAsync(Ct));

        await Files.Remove(Tacheng, blob.Sha256, Ct);
        await Files.Remove(Tacheng, blob.Sha256, Ct);
        Assert.Null(await Files.OpenRead(Tacheng, blob.Sha256, Ct));
        Assert.Empty(await Blobs.Names("", Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task Keeps_the_parts_of_an_upload_until_they_are_removed()
    {
        var (upload, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Files.WritePart(Tacheng, upload, 1, new MemoryStream([9]), 10, Ct);
        await Files.WritePart(Tacheng, upload, 1, new MemoryStream([1, 2]), 10, Ct);
        await Files.WritePart(Tacheng, upload, 12, new MemoryStream([3]), 10, Ct);
        await Files.WritePart(Tacheng, other, 1, new MemoryStream([4]), 10, Ct);
        await Assert.ThrowsAsync<FileTooLargeException>(() => Files.WritePart(Tacheng, upload, 2, new MemoryStream(new byte[11]), 10, Ct));

        Assert.Equal([1, 2], await All(await Files.OpenPart(Tacheng, upload, 1, Ct)));
        Assert.Null(await Files.OpenPart(Tacheng, upload, 2, Ct));
        Assert.Null(await Files.OpenPart(Bazhou, upload, 1, Ct));
        Assert.Empty(await Files.List(Tacheng, Ct).ToListAsync(Ct));
        Assert.Equal([1, 12], await Files.Parts(Tacheng, upload, Ct));
        await Files.RemovePart(Tacheng, other, 7, Ct);

        await Files.RemoveParts(Tacheng, upload, Ct);
        Assert.Empty(await Files.Parts(Tacheng, upload, Ct));
        Assert.Equal([4], await All(await Files.OpenPart(Tacheng, other, 1, Ct)));
    }

    [Fact]
    public async Task Leaves_nothing_of_an_upload_that_breaks_off()
    {
        await using var broken = new BrokenStream(200_000);
        await Assert.ThrowsAsync<IOException>(() => Files.Write(Tacheng, broken, long.MaxValue, Ct));
        Assert.Empty(await Blobs.Names("", Ct).ToListAsync(Ct));
        Assert.True(await Files.IsReady(Ct));
        Assert.Empty(await Blobs.Names("", Ct).ToListAsync(Ct));
    }

    private sealed class BrokenStream(int length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("connection reset");
    }
}

public sealed class A_folder_of_files : A_store_of_files
{
    private readonly TempFolder _folder;

    public A_folder_of_files()
        : this(new TempFolder())
    {
    }

    private A_folder_of_files(TempFolder folder)
        : base(new FolderBlobs(folder.Path)) => _folder = folder;

    [Fact]
    public async Task Is_readable_by_its_owner_alone()
    {
        await Write(Files, [1]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilesIn(_folder)[0]));
    }

    [Fact]
    public async Task Is_ready_only_when_it_takes_files()
    {
        Assert.False(await Store(new FolderBlobs(_folder.Path, new FailingDisk(DiskCall.Sync, 1))).IsReady(Ct));
        await File.WriteAllBytesAsync(_folder.Join("file"), [], Ct);
        Assert.False(await Store(new FolderBlobs(_folder.Join("file", "store"))).IsReady(Ct));
    }

    [Fact]
    public async Task Sweeps_out_what_a_dead_process_left()
    {
        await Write(Files, [1]);
        var old = _folder.Join(".incoming", "old");
        await File.WriteAllBytesAsync(old, [1], Ct);
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(old));

        Assert.Equal(0, Files.RemoveAbandoned(written.AddMinutes(-1)));
        Assert.Equal(1, Files.RemoveAbandoned(written.AddMinutes(1)));
        Assert.Single(FilesIn(_folder));
    }

    protected override void Dispose(bool disposing) => _folder.Dispose();
}

public sealed class A_bucket_of_files(S3Server server) : A_store_of_files(new S3Blobs(server.NewBucket())), IClassFixture<S3Server>
{
    [Fact]
    public async Task Says_so_when_nobody_answers()
    {
        using var nowhere = new S3Blobs(server.NewBucket() with { ServiceUrl = "http://127.0.0.1:1" });
        Assert.False(await Store(nowhere).IsReady(Ct));
        await Assert.ThrowsAsync<FileStoreException>(() => Write(Store(nowhere), [1]));
    }

    protected override void Dispose(bool disposing) => ((S3Blobs)Blobs).Dispose();
}
