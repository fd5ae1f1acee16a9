namespace TitleReview.Domain.Organizations;

/// <summary>统一社会信用代码（GB 32100-2015）：18 位，末位为校验码。</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    public static string Normalize(string? text) => (text ?? "").Trim().ToUpperInvariant();

    /// <returns>null 为合规；否则是给填写人的一句话。</returns>
    public static string? WhyNot(string code)
    {
        if (code.Length == 0) return "请填写统一社会信用代码。";
        if (code.Length != 18) return $"统一社会信用代码应为 18 位，现为 {code.Length} 位。";
        if (code.Any(c => !Alphabet.Contains(c))) return "统一社会信用代码只含数字和大写字母，不含 I、O、S、V、Z，请核对。";
        return code[17] == CheckDigit(code) ? null : "统一社会信用代码的校验位不对，请对照营业执照或法人证书核对。";
    }

    public static char CheckDigit(string first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += Alphabet.IndexOf(first17[i], StringComparison.Ordinal) * Weights[i];
        return Alphabet[(31 - sum % 31) % 31];
    }
}
