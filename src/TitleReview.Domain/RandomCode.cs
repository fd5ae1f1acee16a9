using System.Security.Cryptography;

namespace TitleReview.Domain;

/// <summary>给人看、要人抄的随机编号，几字一节，如 K7M-4Q2：去掉看得错的字，去掉元音，拼不成词。</summary>
/// <param name="Groups">几节。</param>
/// <param name="Size">一节几个字。</param>
public sealed record RandomCode(int Groups, int Size)
{
    private const string Alphabet = "23456789CDFGHJKMNPQRTVWX";

    public string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, Size)));

    /// <summary>地址里的：短横一处不差，不分大小写。</summary>
    /// <returns>不是编号的写法为空。</returns>
    public string? Read(string? text) => text?.Trim().ToUpperInvariant() is { } code && ReadByHand(code) == code ? code : null;

    /// <summary>人手抄的：短横、空格写不写都行，全角的也认。</summary>
    /// <returns>不是编号的写法为空。</returns>
    public string? ReadByHand(string? text)
    {
        var plain = string.Concat(text.Sought().ToUpperInvariant().Where(c => c is not ('-' or ' ')));
        return plain.Length == Groups * Size && plain.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? string.Join('-', plain.Chunk(Size).Select(g => new string(g))) : null;
    }
}
