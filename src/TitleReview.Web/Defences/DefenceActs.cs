using TitleReview.App.Defences;
using TitleReview.Domain;

namespace TitleReview.Web.Defences;

/// <summary>答辩页上的各个按钮，各办哪个用例；办成了说哪一句。</summary>
public sealed class DefenceActs(
    AddSitting add, MoveSitting move, DropSitting drop, FillDefences fill, PlaceDefence place, SwapDefences swap, WaitDefence wait, MissDefence miss, CloseDefence close, CloseSitting end,
    ProposeExemption propose, DecideExemption decide, WithdrawExemption withdraw, DecideExemptionWithdrawal undo, EnterLanguageTest enter, DecideLanguageTest check, WithdrawLanguageTest retract, DecideTestWithdrawal undoTest)
{
    private static readonly Dictionary<string, string> Done = new(StringComparer.Ordinal)
    {
        ["add"] = "已添一场。再看一看下面会怎样排，然后“照此排定”。", ["move"] = "地方已换，排在这一场的各位已再通知。", ["drop"] = "这一场已撤，排在里面的都放进候补，并通知了本人。", ["fill"] = "排好了，并通知了本人和单位；排不下的在候补里。",
        ["place"] = "时间已定，并通知了本人和单位。", ["swap"] = "两位已对调，并通知了本人和单位。", ["wait"] = "已放进候补，并通知了本人。", ["miss"] = "已记下没有来。没有参加答辩的不能表决。", ["close"] = "这一位的答辩结束了，平均已算好。", ["end"] = "这一场结束了，各位的平均都已算好。",
        ["propose"] = "已提出，等本机构的另一位同意。", ["agree"] = "已同意免于答辩，并通知了本人。", ["refuse"] = "没有同意，并通知了本人。", ["withdraw"] = "已提出撤回，等本机构的另一位同意；在那之前，照旧免于答辩。", ["takeback"] = "已收回，并通知了本人。", ["undo"] = "免于答辩已撤回，并通知了本人。", ["keep"] = "不撤，照旧免于答辩。",
        ["test"] = "已登记，等本机构的另一位照成绩单核对。", ["test-agree"] = "已核对。", ["test-refuse"] = "没有通过核对，可以重新登记。", ["test-withdraw"] = "已提出撤回，等本机构的另一位同意；在那之前，测试照样算数。", ["test-takeback"] = "已收回，可以重新登记。", ["test-undo"] = "已撤回，可以重新登记。", ["test-keep"] = "不撤，测试照样算数。",
    };

    public static string? DoneSentence(string? verb) => verb is null ? null : Done.GetValueOrDefault(verb);

    public async Task<Refusal?> Do(MeetingId id, DefencePost post) => post.Verb switch
    {
        "add" => await add.Run(id, post.NewSitting),
        "move" => await move.Run(id, post.Sitting, post.Text("Room"), post.Text("VideoLink")),
        "drop" => await drop.Run(id, post.Sitting, post.Text("Reason")),
        "fill" => await fill.Run(id),
        "place" => await place.Run(id, post.Filing, post.Slot.Sitting, post.Slot.From),
        "swap" => await swap.Run(id, post.Filing, post.Other),
        "wait" => await wait.Run(id, post.Filing, post.Text("Reason")),
        "miss" => await miss.Run(id, post.Filing, post.Text("Reason")),
        "close" => await close.Run(id, post.Filing),
        "end" => await end.Run(id, post.Sitting),
        "propose" => await propose.Run(id, post.Filing, post.Basis.Kind, post.Basis.Basis, post.Text("Why"), post.Text("Evidence")),
        "agree" or "refuse" => await decide.Run(id, post.Id("Exemption"), post.Verb == "agree", post.Text("Reason")),
        "withdraw" or "takeback" => await withdraw.Run(id, post.Id("Exemption"), post.Text("Reason")),
        "undo" or "keep" => await undo.Run(id, post.Id("Exemption"), post.Verb == "undo"),
        "test" => await enter.Run(id, post.Filing, post.Passed, post.Day, post.Text("Score")),
        "test-agree" or "test-refuse" => await check.Run(id, post.Id("Test"), post.Verb == "test-agree", post.Text("Reason")),
        "test-withdraw" or "test-takeback" => await retract.Run(id, post.Id("Test"), post.Text("Reason")),
        "test-undo" or "test-keep" => await undoTest.Run(id, post.Id("Test"), post.Verb == "test-undo"),
        _ => new JustHandledByAnother(),
    };
}
