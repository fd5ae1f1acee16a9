using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Files;
using TitleReview.App.Tests.Support;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>Today's clock: the demo's plans that take PDF are open.</summary>
public sealed class UploadsUnderTest(PostgresServer server) : AppUnderTest(server)
{
    protected override DateTimeOffset? StartAt => null;
}

/// <summary>The whole road of an upload, whole and in parts, while the process dies under it.</summary>
[TakesMinutes]
public sealed class An_upload_on_a_dying_machine(UploadsUnderTest app) : UploadsAfterAFault(app), IClassFixture<UploadsUnderTest>
{
    // Those who died keep their threads until the run ends.
    static An_upload_on_a_dying_machine() => ThreadPool.SetMinThreads(250, 50);

    /// <summary>Dead: whatever came next does not come, no clean-up, no answer. What was written so far lies there.</summary>
    [Theory(DisplayName = "死在第几次写、落盘、改名上都一样：没有指向空处的登记，看不到半个文件，再传一次就成")]
    [InlineData(Road.Whole, nameof(DiskCall.Write), 1), InlineData(Road.Whole, nameof(DiskCall.Sync), 1), InlineData(Road.Whole, nameof(DiskCall.Rename), 1), InlineData(Road.Whole, nameof(DiskCall.SyncDirectory), 5)]
    [InlineData(Road.Parts, nameof(DiskCall.Write), 16), InlineData(Road.Parts, nameof(DiskCall.Sync), 1), InlineData(Road.Parts, nameof(DiskCall.Rename), 1), InlineData(Road.Parts, nameof(DiskCall.SyncDirectory), 5)]
    [InlineData(Road.Document, nameof(DiskCall.Write), 1), InlineData(Road.Document, nameof(DiskCall.Sync), 1), InlineData(Road.Document, nameof(DiskCall.Rename), 1)]
    public async Task Dies_anywhere_and_leaves_nothing_half(Road road, string call, int step)
    {
        await using var applicant = await App.As(UploadRoads.Applicant);
        var deaths = 0;
        for (var nth = 1; ; nth += step, deaths++)
        {
            var (sample, id) = (UploadRoads.Sample(road), Guid.CreateVersion7());
            var died = new TaskCompletionSource();
            var disk = new FailingDisk(Enum.Parse<DiskCall>(call), nth, () => { died.SetResult(); Thread.Sleep(Timeout.Infinite); });
            var upload = Task.Run(() => UploadRoads.Send(applicant.Again(), Files(disk), road, sample, id), Ct);
            if (await Task.WhenAny(upload, died.Task) == upload)
            {
                await IsThereAndGoesAgain(applicant, await upload, sample);
                break;
            }

            await NothingIsHalf(applicant, sample);
            await IsThereAndGoesAgain(applicant, await UploadRoads.Send(applicant.Again(), Files(), road, sample, id), sample);
        }

        Assert.True(deaths >= 3, $"{deaths}");
    }
}

public sealed class An_upload_on_a_failing_disk(UploadsUnderTest app) : UploadsAfterAFault(app), IClassFixture<UploadsUnderTest>
{
    [Theory(DisplayName = "磁盘写不下、落不了盘、改不了名：说一句“暂时收不了”，什么也不留；磁盘好了接着传就成")]
    [InlineData(Road.Whole, nameof(DiskCall.Write), 4), InlineData(Road.Whole, nameof(DiskCall.Sync), 1), InlineData(Road.Whole, nameof(DiskCall.Rename), 1), InlineData(Road.Whole, nameof(DiskCall.SyncDirectory), 1)]
    [InlineData(Road.Parts, nameof(DiskCall.Write), 16), InlineData(Road.Parts, nameof(DiskCall.Sync), 1), InlineData(Road.Parts, nameof(DiskCall.Rename), 2)]
    [InlineData(Road.Document, nameof(DiskCall.Sync), 1)]
    public async Task Is_refused_when_the_disk_fails(Road road, string call, int step)
    {
        await using var applicant = await App.As(UploadRoads.Applicant);
        for (var (nth, failures) = (1, 0); ; nth += step, failures++)
        {
            var (sample, id) = (UploadRoads.Sample(road), Guid.CreateVersion7());
            var (disk, before) = (new FailingDisk(Enum.Parse<DiskCall>(call), nth), HalfWritten());
            var answer = await UploadRoads.Send(applicant, Files(disk), road, sample, id);
            if (!disk.HasFailed)
            {
                Assert.True(failures >= 3, $"{failures}");
                await IsThereAndGoesAgain(applicant, answer, sample);
                break;
            }

            Assert.Equal((null, new NotTakenNow()), answer);
            await NothingIsHalf(applicant, sample);
            Assert.Equal(before, HalfWritten());
            await IsThereAndGoesAgain(applicant, await UploadRoads.Send(applicant, Files(), road, sample, id), sample);
        }
    }
}

[TakesMinutes]
public sealed class An_upload_really_killed(UploadsUnderTest app) : UploadsAfterAFault(app), IClassFixture<UploadsUnderTest>
{
    [Theory(DisplayName = "真的杀掉进程，真的让内核报落盘失败：一样")]
    [InlineData(Road.Whole, "Write 3", ""), InlineData(Road.Whole, "Rename 1", ""), InlineData(Road.Whole, "Sync 3", ""), InlineData(Road.Parts, "Sync 3", ""), InlineData(Road.Parts, "Write 40", "")]
    [InlineData(Road.Whole, "", "fsync:error=EIO"), InlineData(Road.Parts, "", "fsync:error=ENOSPC"), InlineData(Road.Whole, "", "/^rename(at2?)?$:error=EIO")]
    public async Task Survives_a_real_kill_and_a_real_failure(Road road, string killedAt, string fault)
    {
        Assert.SkipUnless(fault.Length == 0 || File.Exists("/usr/bin/strace"), "strace is not installed");
        await using var applicant = await App.As(UploadRoads.Applicant);
        var (sample, id) = (UploadRoads.Sample(road), Guid.CreateVersion7());
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.Join("sample"), sample, Ct);
        string[] words = fault.Length == 0 ? [] : ["/usr/bin/strace", "-f", "--seccomp-bpf", "-qq", "-o", folder.Join("trace"), "-e", $"trace={fault.Split(':')[0]}", "-e", $"inject={fault}"];
        var (code, output) = await new ChildTest(typeof(UploadingChild), nameof(UploadingChild.Child_uploads))
        {
            Under = words,
            Environment =
            {
                ["UPLOAD_APP"] = App.AppConnection, ["UPLOAD_OWNER"] = App.OwnerConnection, ["UPLOAD_DATA"] = App.DataFolder, ["UPLOAD_CLOCK"] = $"{App.Clock.GetUtcNow():O}",
                ["UPLOAD_ROAD"] = $"{road}", ["UPLOAD_KILL"] = killedAt, ["UPLOAD_ID"] = $"{id}", ["UPLOAD_FILE"] = folder.Join("sample"),
            },
        }.Run(Ct);

        if (fault.Length == 0) Assert.Equal(128 + 9, code);
        else
        {
            Assert.True(code == 0, output);
            Assert.Contains("(INJECTED)", await File.ReadAllTextAsync(folder.Join("trace"), Ct), StringComparison.Ordinal);
        }

        await NothingIsHalf(applicant, sample);
        await IsThereAndGoesAgain(applicant, await UploadRoads.Send(applicant, Files(), road, sample, id), sample);
    }
}
