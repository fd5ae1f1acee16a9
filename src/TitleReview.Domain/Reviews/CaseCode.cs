using System.Security.Cryptography;

namespace TitleReview.Domain.Reviews;

/// <summary>盲评编号，如 K7M-4Q2：纯随机，与申报、时间、次序都没有关系；去掉看得错的字，去掉元音，拼不成词。</summary>
public static class CaseCode
{
    private const string Alphabet = "23456789CDFGHJKMNPQRTVWX";
    private const int Half = 3;

    public static string New() => $"{RandomNumberGenerator.GetString(Alphabet, Half)}-{RandomNumberGenerator.GetString(Alphabet, Half)}";

    /// <returns>不是编号的写法为空。</returns>
    public static string? Read(string? text) =>
        text?.Trim().ToUpperInvariant() is { Length: 2 * Half + 1 } code && code[Half] == '-' && code.Remove(Half, 1).All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? code : null;
}
