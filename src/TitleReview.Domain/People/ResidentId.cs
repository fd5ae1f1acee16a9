using System.Globalization;

namespace TitleReview.Domain.People;

public enum Sex { Male, Female }

/// <summary>公民身份号码（GB 11643-1999）：校验位、出生日期与性别都从号码得出，不让人另填。</summary>
public readonly record struct ResidentId(string Number)
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public DateOnly BirthDate => DateOnly.ParseExact(Number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    public Sex Sex => (Number[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>页面、导出、日志里一律只露首尾：隐去出生日期等中间八位。</summary>
    public string Masked => Mask(Number);

    public static string Mask(string number) => number.Length == 18 ? $"{number[..6]}********{number[14..]}" : "******";

    public static string Normalize(string? text) => (text ?? "").Trim().ToUpperInvariant();

    /// <returns>null 为合规；否则是给填写人的一句话。</returns>
    public static string? WhyNot(string number, DateOnly today)
    {
        if (number.Length == 0) return "请填写身份证号码。";
        if (number.Length == 15) return "请填写 18 位身份证号码，15 位旧号码不再使用。";
        if (number.Length != 18) return $"身份证号码应为 18 位，现为 {number.Length} 位。";
        if (!number[..17].All(char.IsAsciiDigit) || !(char.IsAsciiDigit(number[17]) || number[17] == 'X')) return "身份证号码前 17 位应为数字，末位为数字或 X。";
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) || birth.Year < 1900 || birth > today)
            return "身份证号码中的出生日期不是真实的日期，请核对第 7 至 14 位。";
        return number[17] == CheckDigit(number) ? null : "身份证号码的校验位不对，请逐位核对。";
    }

    public static char CheckDigit(string first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (first17[i] - '0') * Weights[i];
        return "10X98765432"[sum % 11];
    }
}
