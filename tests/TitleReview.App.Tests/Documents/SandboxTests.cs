using System.Globalization;
using TitleReview.Documents.Work;

namespace TitleReview.App.Tests.Documents;

/// <summary>What the worker's process really is, as the kernel tells it.</summary>
public sealed class SandboxTests(Printing printing)
{
    private async Task<string> OfProcess(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's.");
        Assert.True(await printing.Worker.IsReady(TestContext.Current.CancellationToken));
        return Path.Combine("/proc", printing.Worker.ProcessIds[0].ToString(CultureInfo.InvariantCulture), file);
    }

    [Fact]
    public async Task It_inherits_no_secrets()
    {
        var environment = await File.ReadAllTextAsync(await OfProcess("environ"), TestContext.Current.CancellationToken);
        var names = environment.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]);
        Assert.DoesNotContain(names, name => name is not ("PATH" or "LANG" or "TEMP" or "TMP"));
    }

    [Fact]
    public async Task It_has_no_way_to_more_rights()
    {
        var status = await File.ReadAllLinesAsync(await OfProcess("status"), TestContext.Current.CancellationToken);
        Assert.SkipUnless(printing.Worker.Protections.Any(p => p is "低权限账户" or "不得提权"), "setpriv is not to be had.");

        Assert.Contains("NoNewPrivs:\t1", status);
        if (printing.Worker.Protections.Contains("低权限账户")) Assert.Contains("Uid:\t65534\t65534\t65534\t65534", status);
    }

    [Fact]
    public async Task It_stands_in_a_network_of_its_own()
    {
        var network = new FileInfo(await OfProcess("ns/net"));
        Assert.SkipUnless(printing.Worker.Protections.Contains("断网"), "unshare is not permitted.");

        Assert.NotEqual(new FileInfo("/proc/self/ns/net").LinkTarget, network.LinkTarget);
    }

    [Fact]
    public async Task It_cannot_write_files_and_has_a_limit_of_memory()
    {
        var limits = await File.ReadAllTextAsync(await OfProcess("limits"), TestContext.Current.CancellationToken);
        Assert.SkipUnless(printing.Worker.Protections.Any(p => p.Contains("限内存", StringComparison.Ordinal)), "prlimit is not to be had.");

        Assert.Matches(@"Max file size +0 ", limits);
        Assert.Matches($"Max data size +{new DocumentWorkerOptions { Folder = "" }.MemoryMegabytes * 1024L * 1024L} ", limits);
    }
}
