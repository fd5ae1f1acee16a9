using System.Security.Cryptography;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Support;

namespace TitleReview.App.Tests.Files;

/// <summary>What the tests of the stores share.</summary>
internal static class FileStores
{
    public static readonly Guid Tacheng = Guid.CreateVersion7();
    public static readonly Guid Bazhou = Guid.CreateVersion7();

    private static readonly FileCipher Cipher = new Vault(RandomNumberGenerator.GetBytes(32)).FileCipher();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static FileStore Store(IBlobs blobs) => new(blobs, Cipher);

    public static async Task<StoredBlob> Write(FileStore store, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await store.Write(Tacheng, content, long.MaxValue, Ct);
    }

    public static async Task<byte[]> Read(FileStore store, string sha256) => await All(await store.OpenRead(Tacheng, sha256, Ct));

    public static async Task<byte[]> All(Stream? stream)
    {
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream!.CopyToAsync(copy, Ct);
            return copy.ToArray();
        }
    }

    public static List<string> FilesIn(TempFolder folder) => [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)];
}
