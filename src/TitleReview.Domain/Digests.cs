using System.Security.Cryptography;
using System.Text;

namespace TitleReview.Domain;

/// <summary>摘要：SHA-256，小写十六进制，64 个字符。</summary>
public static class Digests
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>一条记录的各项，一行一项；空的是空行。</summary>
    public static string OfRecord(params IEnumerable<object?> parts) => Of(string.Join('\n', parts));
}
