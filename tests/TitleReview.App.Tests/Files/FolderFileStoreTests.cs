using System.Security.Cryptography;
using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Support;

namespace TitleReview.App.Tests.Files;

public sealed class A_folder_of_files : IDisposable
{
    private static readonly Guid Tacheng = Guid.CreateVersion7();
    private static readonly Guid Bazhou = Guid.CreateVersion7();

    private readonly TempFolder _folder = new();
    private readonly FolderFileStore _store;

    public A_folder_of_files() => _store = new FolderFileStore(_folder.Path);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_back_what_was_written()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var blob = await Write(_store, bytes);

        Assert.Equal(new StoredBlob(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), blob);
        Assert.Equal(bytes, await Read(_store, Tacheng, blob.Sha256));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PlaceOf(blob.Sha256)));
    }

    [Fact]
    public async Task Keeps_the_same_content_once()
    {
        var blobs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Write(_store, [1, 2, 3])));

        Assert.Single(blobs.Distinct());
        Assert.Single(FilesIn(_folder));
    }

    [Fact(DisplayName = "一个地区的文件，另一个地区取不到")]
    public async Task Keeps_tenants_apart()
    {
        var blob = await Write(_store, [1, 2, 3]);

        Assert.Null(await _store.OpenRead(Bazhou, blob.Sha256, Ct));
        Assert.Empty(await _store.List(Bazhou, Ct).ToListAsync(Ct));
        Assert.Equal([blob.Sha256], await _store.List(Tacheng, Ct).ToListAsync(Ct));
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 100, false)]
    [InlineData(0, 0, true)]
    [InlineData(400_000, 300_000, false)]
    public async Task Takes_no_more_than_allowed(int size, long limit, bool taken)
    {
        using var content = new MemoryStream(new byte[size]);
        if (taken) Assert.Equal(size, (await _store.Write(Tacheng, content, limit, Ct)).Bytes);
        else Assert.Equal(limit, (await Assert.ThrowsAsync<FileTooLargeException>(() => _store.Write(Tacheng, content, limit, Ct))).MaxBytes);

        Assert.Equal(taken ? 1 : 0, FilesIn(_folder).Count);
    }

    [Fact]
    public async Task Serves_no_byte_of_a_damaged_file_until_it_is_written_again()
    {
        var blob = await Write(_store, [1, 2, 3]);
        await File.WriteAllBytesAsync(PlaceOf(blob.Sha256), [1, 2, 4], Ct);

        await Assert.ThrowsAsync<FileDamagedException>(() => _store.OpenRead(Tacheng, blob.Sha256, Ct));

        await Write(_store, [1, 2, 3]);
        Assert.Equal([1, 2, 3], await Read(_store, Tacheng, blob.Sha256));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("../cdef0123456789abcdef0123456789abcdef0123456789abcdef012345678")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567890")]
    public async Task Builds_no_path_from_what_is_no_digest(string sha256)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _store.OpenRead(Tacheng, sha256, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.WriteDerived(Tacheng, sha256, "screen", new byte[1], Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("Screen")]
    public async Task Builds_no_path_from_an_odd_kind(string kind) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _store.OpenDerived(Tacheng, new string('a', 64), kind, Ct));

    [Fact]
    public async Task Keeps_derived_copies_beside()
    {
        var blob = await Write(_store, [1, 2, 3]);
        Assert.Null(await _store.OpenDerived(Tacheng, blob.Sha256, "screen", Ct));

        await _store.WriteDerived(Tacheng, blob.Sha256, "screen", new byte[] { 7 }, Ct);
        await _store.WriteDerived(Tacheng, blob.Sha256, "screen", new byte[] { 8, 9 }, Ct);

        await using var copy = await _store.OpenDerived(Tacheng, blob.Sha256, "screen", Ct);
        Assert.Equal(2, copy!.Length);
        Assert.Equal([blob.Sha256], await _store.List(Tacheng, Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task Is_ready_only_when_it_takes_files()
    {
        Assert.True(await _store.IsReady(Ct));
        Assert.Empty(FilesIn(_folder));

        Assert.False(await new FolderFileStore(_folder.Path, new FailingDisk(DiskCall.Sync, 1)).IsReady(Ct));
        await File.WriteAllBytesAsync(_folder.Join("file"), [], Ct);
        Assert.False(await new FolderFileStore(_folder.Join("file", "store")).IsReady(Ct));
    }

    [Fact]
    public async Task Leaves_nothing_of_an_upload_that_breaks_off()
    {
        await using var broken = new BrokenStream(200_000);
        await Assert.ThrowsAsync<IOException>(() => _store.Write(Tacheng, broken, long.MaxValue, Ct));
        Assert.Empty(FilesIn(_folder));
    }

    [Fact]
    public async Task Sweeps_out_what_a_dead_process_left()
    {
        await Write(_store, [1]);
        var old = _folder.Join(".incoming", "old");
        await File.WriteAllBytesAsync(old, [1], Ct);
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(old));

        Assert.Equal(0, _store.RemoveAbandoned(written.AddMinutes(-1)));
        Assert.Equal(1, _store.RemoveAbandoned(written.AddMinutes(1)));
        Assert.Single(FilesIn(_folder));
    }

    internal static async Task<StoredBlob> Write(FolderFileStore store, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await store.Write(Tacheng, content, long.MaxValue, Ct);
    }

    internal static async Task<byte[]> Read(FolderFileStore store, Guid tenant, string sha256)
    {
        await using var stream = await store.OpenRead(tenant, sha256, Ct);
        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy, Ct);
        return copy.ToArray();
    }

    internal static List<string> FilesIn(TempFolder folder) => [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)];

    private string PlaceOf(string sha256) => _folder.Join(Tacheng.ToString(), sha256[..2], sha256);

    private sealed class BrokenStream(int length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("connection reset");
    }
}
