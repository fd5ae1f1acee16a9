using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace TitleReview.App.Storage.Files;

/// <summary>The files of all tenants, sealed: {tenant}/{first two hex}/{sha256}, copies and parts beside.</summary>
public sealed class FileStore : IFileStore
{
    private readonly IBlobs _blobs;
    private readonly FileCipher _cipher;

    internal FileStore(IBlobs blobs, FileCipher cipher) => (_blobs, _cipher) = (blobs, cipher);

    public async Task<StoredBlob> Write(Guid tenant, Stream content, long maxBytes, CancellationToken ct)
    {
        var sha256 = "";
        return await Put(content, $"{tenant:D}", maxBytes, digest => StoreNames.Of(tenant, sha256 = digest), ct);
    }

    public async Task<Stream?> OpenRead(Guid tenant, string sha256, CancellationToken ct)
    {
        var name = StoreNames.Of(tenant, sha256);
        try
        {
            await using (var whole = await Open(name, $"{tenant:D}", ct))
            {
                if (whole is null) return null;
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, ct)) != sha256) throw new FileDamagedException(sha256);
            }

            return await Open(name, $"{tenant:D}", ct);
        }
        catch (CryptographicException)
        {
            throw new FileDamagedException(sha256);
        }
        catch (IOException e)
        {
            throw new FileStoreException($"The stored file {sha256} cannot be read.", e);
        }
    }

    public async Task WriteDerived(Guid tenant, string sha256, string kind, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var name = StoreNames.OfDerived(tenant, sha256, kind);
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        await Put(content, name, bytes.Length, _ => name, ct);
    }

    public Task<Stream?> OpenDerived(Guid tenant, string sha256, string kind, CancellationToken ct)
    {
        var name = StoreNames.OfDerived(tenant, sha256, kind);
        return Open(name, name, ct);
    }

    public async Task Remove(Guid tenant, string sha256, CancellationToken ct)
    {
        await _blobs.Remove(StoreNames.Of(tenant, sha256), ct);
        // Copies of single pages are as many as the file has: found by looking.
        List<string> copies = [];
        await foreach (var name in _blobs.Names(StoreNames.Derived(tenant), ct))
            if (name.EndsWith($"/{sha256}", StringComparison.Ordinal)) copies.Add(name);
        foreach (var copy in copies) await _blobs.Remove(copy, ct);
    }

    public async Task<StoredBlob> WritePart(Guid tenant, Guid upload, int no, Stream content, long maxBytes, CancellationToken ct)
    {
        var name = StoreNames.OfPart(tenant, upload, no);
        return await Put(content, name, maxBytes, _ => name, ct);
    }

    public Task<Stream?> OpenPart(Guid tenant, Guid upload, int no, CancellationToken ct)
    {
        var name = StoreNames.OfPart(tenant, upload, no);
        return Open(name, name, ct);
    }

    public async Task<IReadOnlyList<int>> Parts(Guid tenant, Guid upload, CancellationToken ct)
    {
        List<int> found = [];
        await foreach (var name in _blobs.Names(StoreNames.Parts(tenant, upload), ct)) found.Add(int.Parse(name[^5..], CultureInfo.InvariantCulture));
        return [.. found.Order()];
    }

    public Task RemovePart(Guid tenant, Guid upload, int no, CancellationToken ct) => _blobs.Remove(StoreNames.OfPart(tenant, upload, no), ct);

    public Task RemoveParts(Guid tenant, Guid upload, CancellationToken ct) => _blobs.Remove(StoreNames.Parts(tenant, upload), ct);

    public async IAsyncEnumerable<string> List(Guid tenant, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var name in _blobs.Names($"{tenant:D}/", ct))
            if (StoreNames.DigestIn(tenant, name) is { } sha256) yield return sha256;
    }

    public int RemoveAbandoned(DateTimeOffset writtenBefore) => _blobs.RemoveAbandoned(writtenBefore);

    public async Task<bool> IsReady(CancellationToken ct)
    {
        try
        {
            var name = StoreNames.OfProbe();
            using var content = new MemoryStream("ready"u8.ToArray(), writable: false);
            await Put(content, name, content.Length, _ => name, ct);
            await _blobs.Remove(name, ct);
            return true;
        }
        catch (FileStoreException)
        {
            return false;
        }
    }

    /// <param name="place">Bound into the seal: the name, or the tenant alone where the content gives the name.</param>
    private async Task<StoredBlob> Put(Stream content, string place, long maxBytes, Func<string, string> name, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (bytes, sha256) = (0L, "");
        await _blobs.Put(
            async write =>
            {
                bytes = await _cipher.Seal(content, place, maxBytes, piece => hash.AppendData(piece.Span), write, ct);
                sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            },
            () => name(sha256),
            ct);
        return new StoredBlob(sha256, bytes);
    }

    private async Task<Stream?> Open(string name, string place, CancellationToken ct) =>
        await _blobs.Open(name, ct) is { } file ? await _cipher.Open(file, place, ct) : null;
}
