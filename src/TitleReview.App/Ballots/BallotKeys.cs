using System.Security.Cryptography;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;

namespace TitleReview.App.Ballots;

/// <summary>
/// 各轮封票的钥匙在文件里的一半：数据目录的 ballots，一轮一个文件，只有本进程的用户能读，落了盘才开投；各节点共用。
/// 开票、作废提交之后先写满随机数再删。不备份，也不进文件库：留得久的地方不该有它（docs/decisions/0030）。
/// </summary>
public sealed class BallotKeys
{
    private readonly string _folder;
    private readonly IDiskCalls _disk;
    private readonly FolderBlobs _blobs;

    public BallotKeys(string folder)
        : this(folder, new DiskCalls())
    {
    }

    internal BallotKeys(string folder, IDiskCalls disk) => (_folder, _disk, _blobs) = (folder, disk, new FolderBlobs(folder, disk));

    internal Task Keep(RoundId round, byte[] half, CancellationToken ct) => _blobs.Put(write => write(half), () => NameOf(round), ct);

    /// <returns>没有了为空。</returns>
    internal async Task<byte[]?> Read(RoundId round, CancellationToken ct)
    {
        await using var file = await _blobs.Open(NameOf(round), ct);
        if (file is null) return null;

        using var half = new MemoryStream();
        await file.CopyToAsync(half, ct);
        return half.ToArray();
    }

    /// <summary>写满随机数，落盘，再删；本来就没有的，也算毁了。写时复制的文件系统与固态盘会留旧块，所以库里还有另一半。</summary>
    internal async Task Destroy(RoundId round)
    {
        var path = Path.Combine(_folder, NameOf(round));
        if (!File.Exists(path)) return;

        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.None, FileOptions.Asynchronous))
        {
            await _disk.Write(file, RandomNumberGenerator.GetBytes((int)RandomAccess.GetLength(file)), 0, CancellationToken.None);
            _disk.Sync(file);
        }

        File.Delete(path);
        _disk.SyncDirectory(_folder);
    }

    /// <summary>文件夹里有哪几轮的，各是几时写的。</summary>
    internal IReadOnlyList<(RoundId Round, DateTimeOffset WrittenAt)> Kept() => !Directory.Exists(_folder) ? [] :
        [.. new DirectoryInfo(_folder).EnumerateFiles().Where(f => Guid.TryParseExact(f.Name, "N", out _)).Select(f => (new RoundId(Guid.ParseExact(f.Name, "N")), new DateTimeOffset(f.LastWriteTimeUtc)))];

    /// <summary>死掉的进程写了一半的。</summary>
    internal int RemoveAbandoned(DateTimeOffset writtenBefore) => _blobs.RemoveAbandoned(writtenBefore);

    private static string NameOf(RoundId round) => round.Value.ToString("N");
}
