using System.Text;
using TitleReview.Domain.People;

namespace TitleReview.Domain;

/// <summary>人填的一栏写得对不对：对的为空，不对的一句话说怎么改。</summary>
public static class Validation
{
    /// <summary>姓名：汉字、间隔号、字母，不含数字与符号。</summary>
    public static string? PersonName(string value) =>
        value.Trim().Length == 0 ? "请填写姓名。"
        : value.Trim().Length > 40 ? "姓名最多 40 字。"
        : value.EnumerateRunes().Any(r => !(Rune.IsLetter(r) || r.Value is '·' or '•' or ' ' or '-')) ? "姓名只能含文字和间隔号，请核对。"
        : null;

    public static string? LoginName(string value) =>
        value.Length == 0 ? "请填写登录名。"
        : value.Length is < 4 or > 30 ? "登录名为 4 至 30 位。"
        : value.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')) ? "登录名只能用字母、数字、下划线、短横和点。"
        : ResidentId.WhyNot(ResidentId.Normalize(value), DateOnly.MaxValue) is null ? "登录名不要用身份证号码，请另取一个。"
        : null;

    public static string? Phone(string value) =>
        value.Length == 0 ? "请填写联系电话。"
        : value.Count(char.IsAsciiDigit) is < 7 or > 15 || value.Any(c => !(char.IsAsciiDigit(c) || c is '-' or '+' or ' ')) ? "联系电话应为手机号，或带区号的固定电话，如 0901-6000000。"
        : null;

    public static Func<string, string?> Filled(string what, int max) => value =>
        value.Trim().Length == 0 ? $"请填写{what}。"
        : value.Trim().Length > max ? $"{what}最多 {max} 字，现为 {value.Trim().Length} 字。"
        : value.Any(char.IsControl) || Wording.HasUnprintable(value) ? $"{what}含有不能显示的字符，请重新输入。"
        : null;
}
