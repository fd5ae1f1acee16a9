using System.Security.Cryptography;
using System.Text;

namespace TitleReview.Domain.Ballots;

/// <summary>
/// 一轮表决的封票：开票之前谁也打不开，长短都一样。每一轮一对钥匙，公钥封、私钥开；封一次用一次的临时钥匙（P-256 上的 ECDH，HKDF，AES-GCM）。
/// 私钥拆成两半，一半在数据库，一半在服务器的文件里，开票之后两半都毁：留下来的备份、日志里只有打不开的封票。
/// 文件里的一半也掺进封票的钥匙：只有数据库的人，既打不开，也造不出一张假的。
/// </summary>
public static class SealedBallot
{
    private const int TagSize = 16, NonceSize = 12, PointSize = 65;

    /// <summary>一张封票的字节数：临时公钥、随机数、一个字节的密文、验证码。</summary>
    public const int Size = PointSize + NonceSize + 1 + TagSize;

    /// <summary>新的一轮：公钥，与私钥的两半。任一半单独看都是随机的。</summary>
    public static (byte[] PublicKey, byte[] ShareInDatabase, byte[] ShareInFile) NewRound()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var secret = key.ExportECPrivateKey();
        var share = RandomNumberGenerator.GetBytes(secret.Length);
        byte[] other = [.. secret.Zip(share, (a, b) => (byte)(a ^ b))];
        CryptographicOperations.ZeroMemory(secret);
        return (key.ExportSubjectPublicKeyInfo(), share, other);
    }

    /// <param name="place">这张票归谁、归哪一位申报人、哪一轮：换了位置就打不开。</param>
    public static byte[] Seal(byte[] publicKey, byte[] shareInFile, string place, Choice choice)
    {
        using var box = ECDiffieHellman.Create();
        box.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (point, nonce) = (Point(once.PublicKey), RandomNumberGenerator.GetBytes(NonceSize));
        byte[] cipher = new byte[1], tag = new byte[TagSize];
        using (var seal = new AesGcm(Key(once.DeriveRawSecretAgreement(box.PublicKey), shareInFile, point), TagSize)) seal.Encrypt(nonce, new[] { (byte)choice }, cipher, tag, Encoding.UTF8.GetBytes(place));
        return [.. point, .. nonce, .. cipher, .. tag];
    }

    /// <exception cref="CryptographicException">封票被改过一个字节，或换过位置。</exception>
    public static Choice Open(byte[] shareInDatabase, byte[] shareInFile, string place, byte[] ballot)
    {
        if (ballot.Length != Size || shareInDatabase.Length != shareInFile.Length) throw new CryptographicException("A ballot or a key of the wrong length.");

        byte[] secret = [.. shareInDatabase.Zip(shareInFile, (a, b) => (byte)(a ^ b))];
        using var key = ECDiffieHellman.Create();
        key.ImportECPrivateKey(secret, out _);
        CryptographicOperations.ZeroMemory(secret);
        var point = ballot[..PointSize];
        using var once = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        var plain = new byte[1];
        using var seal = new AesGcm(Key(key.DeriveRawSecretAgreement(once.PublicKey), shareInFile, point), TagSize);
        seal.Decrypt(ballot.AsSpan(PointSize, NonceSize), ballot.AsSpan(PointSize + NonceSize, 1), ballot.AsSpan(PointSize + NonceSize + 1), plain, Encoding.UTF8.GetBytes(place));
        return Enum.IsDefined((Choice)plain[0]) ? (Choice)plain[0] : throw new CryptographicException("A ballot that says nothing.");
    }

    /// <summary>票箱的封条：箱里各张连同位置的认证码，钥匙出自文件里的一半。只有数据库的人，拿走整张票、放回从前的一张，封条就对不上。</summary>
    /// <param name="votes">各张的位置与封票，次序不论。</param>
    public static byte[] BoxSeal(byte[] shareInFile, IEnumerable<(string Place, byte[] Envelope)> votes)
    {
        using var seal = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, HKDF.DeriveKey(HashAlgorithmName.SHA256, shareInFile, 32, info: "titlereview box"u8.ToArray()));
        foreach (var (place, envelope) in votes.OrderBy(v => v.Place, StringComparer.Ordinal))
        {
            seal.AppendData(Encoding.UTF8.GetBytes(place));
            seal.AppendData(envelope);
        }

        return seal.GetHashAndReset();
    }

    /// <summary>开出的各票，次序打乱：与投票的人、先后都没有关系。</summary>
    public static IReadOnlyList<Choice> Shuffled(IEnumerable<Choice> choices)
    {
        Choice[] all = [.. choices];
        RandomNumberGenerator.Shuffle(all.AsSpan());
        return all;
    }

    private static byte[] Key(byte[] agreement, byte[] share, byte[] point) => HKDF.DeriveKey(HashAlgorithmName.SHA256, [.. agreement, .. share], 32, salt: point, info: "titlereview ballot"u8.ToArray());

    private static byte[] Point(ECDiffieHellmanPublicKey key)
    {
        var q = key.ExportParameters().Q;
        return [4, .. q.X!, .. q.Y!];
    }
}
