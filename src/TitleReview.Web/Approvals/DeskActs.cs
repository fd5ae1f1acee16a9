using TitleReview.App.Approvals;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;

namespace TitleReview.Web.Approvals;

/// <summary>审核页是一张表单：按的是哪个按钮，就办哪一件。脚本没有来的时候，逐处判也走这里。</summary>
public sealed class DeskActs(
    JudgeItems judge, MarkOriginals originals, ApproveFiling approve, ReturnFiling sendBack, DeclineFiling decline,
    ProposeReturn proposeReturn, ProposeRefund proposeRefund, DecideProposal decide, WriteDeskNote note, AssignFiling assign)
{
    /// <summary>一次能看几字，防有人塞满。</summary>
    private const int MostText = 1000;

    /// <returns>办成了怎么说、离不离开这一页、回到页上哪里；没有办成的理由。</returns>
    public async Task<(string? Done, bool Leaves, string? Anchor, Refusal? Refusal)> Do(FilingId id, JudgingSheet sheet, IFormCollection form, IReadOnlyList<SectionView> sections)
    {
        if (Value(form, "Judge") is { } judged) return await Judge(id, sheet, form, sections, judged);
        if (Value(form, "Original") is { } original) return await Originals(id, sheet, sections, original);

        var (what, subject) = Value(form, "Decision")?.Split(':', 2) is [var verb, .. var rest] ? (verb, rest.FirstOrDefault()) : ("", null);
        var proposal = Guid.TryParse(subject, out var parsed) ? new ProposalId(parsed) : default;
        return what switch
        {
            "return" => ("return", true, null, await sendBack.Run(id)),
            "decline" => ("decline", true, null, await decline.Run(id, Value(form, "Reason"))),
            "propose" => ("propose", false, null, await proposeReturn.Run(id, Value(form, "UntoldReason"))),
            "refund" => ("propose", false, null, await proposeRefund.Run(id, Value(form, "RefundReason"))),
            "confirm" => ("confirm", false, null, await decide.Run(id, proposal, ProposalAnswer.Confirm, null)),
            "reject" => ("reject", false, null, await decide.Run(id, proposal, ProposalAnswer.Reject, Value(form, $"reject[{subject}]"))),
            "takeback" => ("takeback", false, null, await decide.Run(id, proposal, ProposalAnswer.TakeBack, null)),
            "assign" => ("assign", false, null, await assign.Run(id, Guid.TryParse(Value(form, "Assignee"), out var to) ? new UserId(to) : null)),
            "note" => (null, false, null, await note.Run(id, Value(form, "Note"))),
            "approve" => ("approve", true, null, await approve.Run(id, string.Join('\n', new[] { Value(form, "Preset"), Value(form, "Opinion")?.Trim() }.Where(o => !string.IsNullOrEmpty(o))), Value(form, "Originals") == "true")),
            _ => (null, false, null, new NotFoundHere("个按钮")),
        };
    }

    private async Task<(string?, bool, string?, Refusal?)> Judge(FilingId id, JudgingSheet sheet, IFormCollection form, IReadOnlyList<SectionView> sections, string judged)
    {
        var (what, subject) = judged.Split(':', 2) is [var verb, var rest] ? (verb, rest) : ("", "");
        if (what == "rest")
        {
            var left = subject.Length == 0 ? sheet.Unjudged.Where(l => l.Item.Kind == ItemKind.Checklist) : sections.Where(s => s.Key == subject).SelectMany(s => s.Items).Select(i => i.Line).Where(l => l.Judgement is null);
            var (_, notAll) = await judge.Run(id, [.. left.Select(l => new ItemAnswer(l.Item.Key, ItemVerdict.Passed))]);
            return (null, false, subject.Length == 0 ? null : $"#section-{subject}", notAll);
        }

        if (!Enum.TryParse<ItemVerdict>(what, out var verdict) || sheet.Find(subject) is not { } line) return (null, false, null, new NoSuchItem());
        var sentence = Value(form, Judged.Field("offer", line.Item)) is { Length: > 0 } offer && Value(form, Judged.Field("sentence", line.Item)) is var own && (own is null || own.Length == 0 || own == line.Before?.Sentence)
            ? offer : Value(form, Judged.Field("sentence", line.Item));
        var seen = uint.TryParse(Value(form, Judged.Field("seen", line.Item)), out var version) ? version : 0;
        var (_, refusal) = await judge.Run(id, [new ItemAnswer(subject, verdict, sentence, Value(form, Judged.Field("keep", line.Item)) == "true", seen)]);
        return (null, false, $"#{line.Item.Anchor}", refusal);
    }

    private async Task<(string?, bool, string?, Refusal?)> Originals(FilingId id, JudgingSheet sheet, IReadOnlyList<SectionView> sections, string original)
    {
        if (original == "all") return (null, false, null, await originals.Run(id, [.. sections.SelectMany(s => s.Items).Where(i => i.ChecksOriginals && !i.MarkedHere).Select(i => i.Item.Key)], true));

        var (what, subject) = original.Split(':', 2) is [var verb, var rest] ? (verb, rest) : ("", "");
        return (null, false, sheet.Find(subject) is { } line ? $"#{line.Item.Anchor}" : null, await originals.Run(id, [subject], what == "on"));
    }

    private static string? Value(IFormCollection form, string name) => form[name].FirstOrDefault() is { Length: > 0 } text ? text[..Math.Min(text.Length, MostText)] : null;
}
