using System.Globalization;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Forms;

public enum FieldKind { Text, LongText, Date, Month, Year, Number, Choice }

/// <summary>表中的一栏。值一律存成文字：日期为 2023-08-21，月份为 2023-08。</summary>
/// <param name="Required">必填；没有内容的填“无”（BZ-05）。</param>
/// <param name="Identity">盲评时不给专家看的栏目：能指认申报人的，与评审无关的（民族、政治面貌）。</param>
public sealed record FormField(
    [property: Called("内部代号", Hint = "字母，在模块内不重复")] string Key,
    [property: Called("栏目")] string Label,
    [property: Called("种类")] FieldKind Kind = FieldKind.Text,
    [property: Called("必填")] bool Required = true,
    [property: Called("最多几字")] int MaxLength = 60,
    [property: Called("选项")] IReadOnlyList<string>? Options = null,
    [property: Called("提示")] string? Hint = null,
    [property: Called("能指认申报人")] bool Identity = false,
    [property: Called("可以是将来的日期")] bool MayBeFuture = false)
{
    /// <summary>没有内容时填的字。</summary>
    public const string None = "无";

    /// <returns>null 为可以保存；否则是落在这一栏旁的一句话。空值总可以保存，缺不缺由预审说。</returns>
    public string? WhyNot(string value)
    {
        if (value.Length == 0 || (value == None && MayBeNone)) return null;
        if (value.Length > MaxLength) return $"“{Label}”最多 {MaxLength} 字，现为 {value.Length} 字。";
        if (Wording.HasUnprintable(value)) return $"“{Label}”含有不能显示的字符，请重新输入。";
        return Kind switch
        {
            FieldKind.Date when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) || !Plausible(d.Year)
                => $"“{Label}”应为真实的日期，如 2018-07-01。",
            FieldKind.Month when !DateOnly.TryParseExact(value + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var m) || !Plausible(m.Year)
                => $"“{Label}”应为真实的年月，如 2018-07。",
            FieldKind.Year when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || !Plausible(y)
                => $"“{Label}”应为四位年份，如 2021。",
            FieldKind.Number when !decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
                => $"“{Label}”应为数字。",
            FieldKind.Choice when Options is not null && !Options.Contains(value) => $"“{Label}”请在列出的选项中选择。",
            _ => null,
        };
    }

    /// <summary>必填的选项、日期、数字不能用“无”绕过：人员身份填“无”就查不出公务员（TC-03）。</summary>
    private bool MayBeNone => !Required || Kind is FieldKind.Text or FieldKind.LongText || Options?.Contains(None) == true;

    private static bool Plausible(int year) => year is >= 1900 and <= 2100;
}

/// <param name="Repeats">可以有多行（子表）；否则恰好一行。</param>
/// <param name="Fields">各栏。</param>
/// <param name="RowName">一行叫什么，如“学历”。</param>
public sealed record FormModule(string Key, string Title, bool Repeats, string RowName, IReadOnlyList<FormField> Fields)
{
    public FormField? Field(string key) => Fields.FirstOrDefault(f => f.Key == key);

    /// <summary>一行最多多少，防止失手或恶意写满存储。</summary>
    public const int MaxRows = 100;
}
