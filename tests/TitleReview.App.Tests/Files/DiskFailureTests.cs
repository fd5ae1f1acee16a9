using System.Security.Cryptography;
using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Support;
using static TitleReview.App.Tests.Files.FileStores;

namespace TitleReview.App.Tests.Files;

public sealed class When_the_disk_fails : IDisposable
{
    private const string FolderVariable = "TITLEREVIEW_TEST_FILES";
    private const string HeardVariable = "TITLEREVIEW_TEST_HEARD";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int> EveryCall => new()
    {
        { nameof(DiskCall.Write), 1 },
        { nameof(DiskCall.Write), 2 },
        { nameof(DiskCall.Write), 3 },
        { nameof(DiskCall.Write), 6 },
        { nameof(DiskCall.Sync), 1 },
        { nameof(DiskCall.Rename), 1 },
        { nameof(DiskCall.SyncDirectory), 1 },
        { nameof(DiskCall.SyncDirectory), 2 },
        { nameof(DiskCall.SyncDirectory), 3 },
    };

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task No_success_is_reported_and_no_half_file_is_seen(string call, int nth)
    {
        var disk = new FailingDisk(Enum.Parse<DiskCall>(call), nth);
        var store = Store(new FolderBlobs(_folder.Path, disk));
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        await Assert.ThrowsAsync<FileStoreException>(() => Write(store, bytes));

        Assert.True(disk.HasFailed);
        // The last sync fails after the rename: the file may be there then, but only whole.
        foreach (var file in FilesIn(_folder))
            Assert.Equal(bytes, await Read(Store(new FolderBlobs(_folder.Path)), Path.GetFileName(file)));
        if (disk is { HasFailed: true } && call != nameof(DiskCall.SyncDirectory)) Assert.Empty(FilesIn(_folder));

        Assert.Equal(bytes.Length, (await Write(store, bytes)).Bytes);
        Assert.Single(FilesIn(_folder));
    }

    /// <summary>Which call was heard to fail matters: .NET's own flush hears nothing, and the next call would hide that.</summary>
    [Theory]
    [InlineData("fsync:error=EIO", "", "fsync file: Input/output error")]
    [InlineData("fsync:error=ENOSPC", "", "fsync file: No space left on device")]
    [InlineData("fsync:error=EIO", "store", "fsync directory: Input/output error")]
    [InlineData("/^rename(at2?)?$:error=EIO", "", "rename: Input/output error")]
    [InlineData("pwrite64:error=ENOSPC", "", "No space left on device")]
    public async Task The_kernel_says_so_and_it_is_heard(string fault, string onlyOn, string heard)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        var trace = _folder.Join("trace");
        var store = Directory.CreateDirectory(_folder.Join("store")).FullName;
        string[] only = onlyOn.Length > 0 ? ["-P", _folder.Join(onlyOn)] : [];
        var (code, output) = await new ChildTest(typeof(When_the_disk_fails), nameof(Child_is_refused))
        {
            Under = ["/usr/bin/strace", "-f", "-qq", "-o", trace, "-e", "trace=" + fault.Split(':')[0], "-e", "inject=" + fault, .. only],
            Environment = { [FolderVariable] = store, [HeardVariable] = heard },
        }.Run(TestContext.Current.CancellationToken);

        Assert.True(code == 0, output);
        Assert.Contains("(INJECTED)", await File.ReadAllTextAsync(trace, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    [Trait("Child", "true")]
    public async Task Child_is_refused()
    {
        var store = Store(new FolderBlobs(Environment.GetEnvironmentVariable(FolderVariable)!));
        var refused = await Assert.ThrowsAsync<FileStoreException>(() => Write(store, new byte[300_000]));
        Assert.StartsWith(Environment.GetEnvironmentVariable(HeardVariable)!, refused.InnerException!.Message, StringComparison.Ordinal);
    }
}
