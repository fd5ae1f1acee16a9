using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.Domain;

namespace TitleReview.Web.Meetings;

/// <summary>评审会页上的各个按钮，各办哪个用例；办成了说哪一句。</summary>
public sealed class MeetingActs(
    CancelMeeting cancel, ArrangeSeats arrange, TakePledge pledge, SeatObserver seatObserver, UnseatObserver unseat, InviteObserver invite, ListCases list, PlaceCases place, WithdrawCase withdraw,
    RecuseMember recuse, OpenMeeting open, RenewRoomCode renew, SignMember sign, SignObserver signObserver, AnswerIncident answer, CloseMeeting close, ProposeRelaxation relax, DecideExemption decide, WithdrawExemption retract, DecideExemptionWithdrawal undo)
{
    private static readonly Dictionary<string, string> Done = new(StringComparer.Ordinal)
    {
        ["call"] = "已召集，并通知了有账号的各位委员。下一步：把要评的申报列入议程，定主任委员。", ["change"] = "已保存。", ["cancel"] = "已取消，并通知了各位。", ["seats"] = "席位已保存。", ["pledge"] = "已记下纸上签的承诺书。",
        ["observer"] = "已请观察员入席，并通知本人。", ["unseat"] = "观察席已撤，并通知本人。", ["invite"] = "已邀请，激活的链接发到观察员的邮箱。", ["list"] = "已列入议程；系统对出要回避的，已经登记。", ["place"] = "议程的次序已保存。", ["withdraw"] = "已从议程撤下。",
        ["recuse"] = "已登记回避：这位委员看不到这份案卷，也不计入它的表决人。", ["open"] = "已开会。请各位照屏幕上的签到码签到。", ["code"] = "签到码已换，旧的不能再用；已签到的不受影响。", ["in"] = "已签到。", ["out"] = "已签退。", ["arrived"] = "已登记观察员到会。", ["answer"] = "已答复。", ["relax"] = "已提出，等本机构的另一位同意。", ["agree"] = "已同意。委员在议程、评议、表决票和一览表上都看得到，没有姓名。", ["refuse"] = "没有同意，仍照原来的条件评。", ["retract"] = "已提出撤回，等本机构的另一位同意；在那之前，照旧放宽。", ["takeback"] = "已收回，仍照原来的条件评。", ["undo"] = "已撤回，仍照原来的条件评。", ["keep"] = "不撤，照旧放宽。", ["close"] = "已散会，在场的各位都已签退。",
    };

    public static string? DoneSentence(string verb) => Done.GetValueOrDefault(verb);

    /// <returns>要转交的激活链接，只有邀请观察员才有；不办的理由。</returns>
    public async Task<(string? Link, Refusal? Refusal)> Do(MeetingId id, MeetingPost post) => post.Verb switch
    {
        "invite" => await invite.Run(id, new ObserverForm { Name = post.Text("ObserverName"), Phone = post.Text("ObserverPhone"), Mail = post.Text("ObserverMail") }),
        "cancel" => (null, await cancel.Run(id, post.Text("Reason"))),
        "seats" => (null, await arrange.Run(id, post.Seats)),
        "pledge" => (null, await pledge.Run(id, post.Expert)),
        "observer" => (null, await seatObserver.Run(id, post.Observer)),
        "unseat" => (null, await unseat.Run(id, post.Observer)),
        "list" => (null, await list.Run(id, post.Filings, post.Group)),
        "place" => (null, await place.Run(id, post.Places)),
        "withdraw" => (null, await withdraw.Run(id, post.Filing, post.Text("Reason"))),
        "recuse" => (null, await recuse.Run(id, post.Filing, post.Expert, post.Kind, post.Text("Reason"))),
        "open" => (null, await open.Run(id)),
        "code" => (null, await renew.Run(id)),
        "in" or "out" => (null, await sign.Run(id, post.Expert, post.Verb == "in")),
        "arrived" => (null, await signObserver.Run(id, post.Observer)),
        "answer" => (null, await answer.Run(id, post.Id("Incident"), post.Text("Answer"))),
        "relax" => (null, await relax.Run(id, post.Filing, post.Text("Basis"), post.Text("Measure"), post.Text("Why"), post.Text("Evidence"))),
        "agree" or "refuse" => (null, await decide.Run(id, post.Id("Relaxation"), post.Verb == "agree", post.Text("Reason"))),
        "retract" or "takeback" => (null, await retract.Run(id, post.Id("Relaxation"), post.Text("Reason"))),
        "undo" or "keep" => (null, await undo.Run(id, post.Id("Relaxation"), post.Verb == "undo")),
        "close" => (null, await close.Run(id)),
        _ => (null, new JustHandledByAnother()),
    };
}
