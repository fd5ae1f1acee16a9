using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TitleReview.Domain.Committees;

/// <summary>一个专业要抽几位。</summary>
public sealed record DrawStratum(string Specialty, int Members, int Alternates);

/// <summary>库里的一位，承诺之时的样子：此后改名、换单位，抽取的记录都不跟着变。</summary>
/// <param name="Excluded">排除的理由，不含申报人的姓名；可以抽的为空。</param>
public sealed record DrawCandidate(ExpertId Expert, string Code, string Name, string Employer, string Specialty, string? Excluded = null);

/// <param name="Rank">在本专业的名次，从 1 起。</param>
public sealed record DrawnSeat(ExpertId Expert, string Code, string Specialty, int Rank, bool Alternate);

/// <summary>
/// 抽取的算法，谁都能重做：全是文字的 SHA-256，写成小写的十六进制，各段之间是一个换行。
/// 承诺 = 摘要(密数)；名单摘要 = 摘要(名单文字)；种子 = 摘要(密数 ⏎ 名单摘要 ⏎ 公开数)；每位可抽的专家的签 = 摘要(种子 ⏎ 编号)。
/// 签从小到大就是名次：前几位是委员，接着的是候补。密数先承诺、公开数后产生，谁也不能挑结果；摘要均匀，人人机会相同。
/// </summary>
public static class DrawRanking
{
    private const int LeastPublic = 6, MostPublic = 64;

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>公开数只留数字与大写字母，空格、标点、全角都不算：同一个数只有一种写法，没有可挑的。</summary>
    /// <returns>别的字、太短太长的为空。</returns>
    public static string? PublicValue(string? written)
    {
        var plain = string.Concat(written.Plain().Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c).Where(c => !char.IsWhiteSpace(c) && !char.IsPunctuation(c) && !char.IsSymbol(c))).ToUpperInvariant();
        return plain.Length is >= LeastPublic and <= MostPublic && plain.All(char.IsAsciiLetterOrDigit) ? plain : null;
    }

    /// <summary>编号与人的对照：第一行是一段随机的盐，摘要公开也猜不出姓名。只有评审办事机构与纪检看得到。</summary>
    public static string Names(string salt, IEnumerable<DrawCandidate> candidates) =>
        string.Join('\n', [salt, .. candidates.OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => $"{c.Code}\t{Flat(c.Name)}\t{Flat(c.Employer)}\t{c.Expert.Value}")]);

    /// <summary>名单文字：抽什么、公开数从哪里来、对照表的摘要，各专业抽几位，各位候选；各按字符的次序，一行一个，栏间是制表符。承诺之前定下的都在里面。</summary>
    public static string Roster(string heading, string source, DateTimeOffset knownAt, string namesDigest, IEnumerable<DrawStratum> strata, IEnumerable<DrawCandidate> candidates) => string.Join('\n',
    [
        $"抽取\t{Flat(heading)}",
        $"公开数的出处\t{Flat(source)}",
        $"公开数产生于\t{knownAt.ToOffset(Moment.Beijing).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}",
        $"对照表的摘要\t{namesDigest}",
        .. strata.OrderBy(s => s.Specialty, StringComparer.Ordinal).Select(s => $"专业\t{Flat(s.Specialty)}\t{s.Members}\t{s.Alternates}"),
        .. candidates.OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => c.Excluded is null ? $"专家\t{c.Code}\t{Flat(c.Specialty)}\t可抽" : $"专家\t{c.Code}\t{Flat(c.Specialty)}\t排除\t{Flat(c.Excluded)}"),
    ]);

    public static string Seed(string secret, string rosterDigest, string publicValue) => Digest($"{secret}\n{rosterDigest}\n{publicValue}");

    public static string Lot(string seed, string code) => Digest($"{seed}\n{code}");

    public static IReadOnlyList<DrawnSeat> Draw(string seed, IEnumerable<DrawStratum> strata, IReadOnlyCollection<DrawCandidate> candidates) =>
    [
        .. from stratum in strata.OrderBy(s => s.Specialty, StringComparer.Ordinal)
           from drawn in candidates.Where(c => c.Specialty == stratum.Specialty && c.Excluded is null)
               .OrderBy(c => Lot(seed, c.Code), StringComparer.Ordinal).Take(stratum.Members + stratum.Alternates).Select((c, at) => (Candidate: c, Rank: at + 1))
           select new DrawnSeat(drawn.Candidate.Expert, drawn.Candidate.Code, stratum.Specialty, drawn.Rank, drawn.Rank > stratum.Members),
    ];

    /// <summary>一行里的一栏：换行、制表符会把栏冲乱。</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
