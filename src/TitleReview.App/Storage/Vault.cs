using System.Security.Cryptography;
using System.Text;
using TitleReview.Domain;

namespace TitleReview.App.Storage;

/// <summary>
/// 保管身份证号码：AES-256-GCM 加密，密钥在数据库之外；附带用途与租户，密文不能挪到别处用。
/// 查重用带密钥的摘要。
/// </summary>
public sealed class Vault
{
    private const byte Version = 1;
    private const int NonceSize = 12, TagSize = 16;
    private readonly byte[] _encryption, _digest, _platformDigest, _files;

    public Vault(byte[] master)
    {
        if (master.Length < 32) throw new ArgumentException("The master key has fewer than 32 bytes.", nameof(master));
        _encryption = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "titlereview encryption"u8.ToArray());
        _digest = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "titlereview digest"u8.ToArray());
        _platformDigest = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "titlereview platform digest"u8.ToArray());
        _files = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "titlereview files"u8.ToArray());
    }

    public byte[] Seal(TenantId tenant, string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[1 + NonceSize + TagSize + plain.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_encryption, TagSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(1 + NonceSize + TagSize), sealedBytes.AsSpan(1 + NonceSize, TagSize), Bound(tenant, purpose));
        return sealedBytes;
    }

    public string Open(TenantId tenant, string purpose, byte[] sealedBytes)
    {
        if (sealedBytes.Length < 1 + NonceSize + TagSize || sealedBytes[0] != Version) throw new CryptographicException("Not a sealed text of this version.");

        var plain = new byte[sealedBytes.Length - 1 - NonceSize - TagSize];
        using var aes = new AesGcm(_encryption, TagSize);
        aes.Decrypt(sealedBytes.AsSpan(1, NonceSize), sealedBytes.AsSpan(1 + NonceSize + TagSize), sealedBytes.AsSpan(1 + NonceSize, TagSize), plain, Bound(tenant, purpose));
        return Encoding.UTF8.GetString(plain);
    }

    public byte[] Digest(TenantId tenant, string purpose, string text) =>
        HMACSHA256.HashData(_digest, (byte[])[.. Bound(tenant, purpose), .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>全平台的摘要：不带租户，用另一把密钥，所以与各端口自己的摘要对不上号。只用于跨端口的两件事（docs/decisions/0011）。</summary>
    public byte[] PlatformDigest(string purpose, string text) => HMACSHA256.HashData(_platformDigest, Encoding.UTF8.GetBytes($"{purpose}|{text}"));

    /// <summary>文件落盘用的另一把密钥。</summary>
    public Files.FileCipher FileCipher() => new(_files);

    /// <summary>密钥文件：没有则造一把，只有本进程的用户能读。各节点共用同一文件。</summary>
    public static Vault FromFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(32));
            file.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Made before, or by the other node just now.
        }

        return new Vault(File.ReadAllBytes(path));
    }

    private static byte[] Bound(TenantId tenant, string purpose) => Encoding.UTF8.GetBytes($"{tenant.Value:N}|{purpose}|");
}
