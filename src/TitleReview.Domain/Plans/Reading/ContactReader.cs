using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>联系方式：联系人、电话、地址各行，照抄。</summary>
internal static partial class ContactReader
{
    private const int LongestLine = 160;

    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var line in notice.Paragraphs.Where(p => !p.InAnnex && p.Text.Length is > 4 and <= LongestLine && Contact().IsMatch(p.Text)))
        {
            var text = notice.Spaced(notice.Place(line.Start, line.End)).TrimEnd('。', '；', ';');
            found.Add(ProposalKind.Contact, "contacts.lines[]", text, text, line.Start, line.End, "contacts");
        }
    }

    [GeneratedRegex("^(联系人|联系方式|联系电话|联系地址|咨询|电话|(受理|办公|报送|来信来访|通讯|材料报送|现场受理)(地址|地点)|地址|技术服务|技术支持|平台技术|监督|举报|投诉|电子邮箱|邮箱|传真)[^。]{0,12}:.{2,}|^[^。;]{0,80}电话:?[0-9]|:\\(?0[0-9]{2,3}\\)?-?[0-9]{7,8}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Contact();
}
