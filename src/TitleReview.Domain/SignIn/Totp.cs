using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TitleReview.Domain.SignIn;

/// <summary>动态码（RFC 6238）：共同的密钥与时间算出六位数，三十秒一换。</summary>
public static class Totp
{
    private const int Step = 30, Digits = 6, SecretBytes = 20;

    /// <summary>手机的钟可以差前后各一步。</summary>
    private const int Drift = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / Step;

    public static string Code(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8], mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as every authenticator app speaks it; HMAC-SHA1 is not broken.
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0x0F)..]) & 0x7FFF_FFFF;
        return $"{number % (int)Math.Pow(10, digits)}".PadLeft(digits, '0');
    }

    /// <returns>码属于哪一步；不对、或这一步及以前的已经用过，为空。一个码只能用一次。</returns>
    public static long? Match(byte[] secret, string? code, DateTimeOffset now, long lastUsed)
    {
        var typed = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
            if (step > lastUsed && typed.Length == Digits && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(secret, step)), System.Text.Encoding.ASCII.GetBytes(typed)))
                return step;
        return null;
    }

    /// <summary>手工录入手机的写法：Base32，四个一组好认。</summary>
    public static string Base32(byte[] secret)
    {
        var text = new System.Text.StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var b in secret)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            while (bits >= 5) text.Append(Alphabet[(buffer >> (bits -= 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>手机扫的二维码里的字。</summary>
    public static string Address(byte[] secret, string account, string issuer) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32(secret)}&issuer={Uri.EscapeDataString(issuer)}&digits={Digits}&period={Step}";
}
