using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>一段时间是做什么用的，看它前面最近的说法；前面没有的看后面。</summary>
internal static partial class DateLabel
{
    public const string Filing = "Filing", Other = "Other";

    private static readonly IReadOnlyList<string> Kinds = ["Payment", "Paper", "Defence", "Issue", "Results", "Meeting", "Review", "Approval", Filing];

    public static string? Before(string context) => Word().Matches(context) is { Count: > 0 } all ? Kind(all[^1]) : null;

    public static string? After(string context) => Word().Match(context) is { Success: true } first ? Kind(first) : null;

    public static string Say(string kind) => kind switch
    {
        "Payment" => "缴费",
        "Paper" => "纸质材料报送",
        "Defence" => "答辩",
        "Issue" => "文件印发、证书签发",
        "Results" => "公示",
        "Meeting" => "评审会议",
        "Review" => "评审",
        "Approval" => "审核",
        _ => "其他",
    };

    private static string Kind(Match m) => Kinds.First(k => m.Groups[k].Success);

    [GeneratedRegex("(?<Payment>缴费|交费|收费时间|缴纳)|(?<Paper>纸质|材料报送|报送材料|递交|现场提交|材料受理|材料接收|报送时间)|(?<Defence>答辩|试讲)|(?<Issue>印发|发文|发证|证书)|(?<Results>公示)|(?<Meeting>评审会议)|(?<Review>专家评审|评审会(?!议)|评审时间|组织评审|开展评审|集中评审|评审$)|(?<Approval>审核|初审|复审|审查)|(?<Filing>申报|报名|填报)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Word();
}
