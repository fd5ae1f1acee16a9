using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>一处怎么判。</summary>
/// <param name="Item">哪一处，见 <see cref="JudgedItem.Key"/>。</param>
/// <param name="Keep">这句话记入本机构的常用句。</param>
/// <param name="Seen">判的人看到的是第几版；0 为看到时还没有判。同事刚判过的，不悄悄盖掉。</param>
public sealed record ItemAnswer(string Item, ItemVerdict Verdict, string? Sentence = null, bool Keep = false, uint Seen = 0);

/// <summary>判一处或几处（“本模块其余合格”）：判了就存下，页面可以离开，同级的同事看得到。</summary>
[Does(Act.JudgeItems)]
public sealed class JudgeItems(TenantSessions sessions)
{
    /// <returns>判完的审核单；没有办成为空。</returns>
    public async Task<(JudgingSheet? Sheet, Refusal? Refusal)> Run(FilingId id, IReadOnlyList<ItemAnswer> answers, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNotDesk(Act.JudgeItems, FilingAction.Return, filing) is { } refusal) return (null, refusal);

        var judging = await session.Judging(filing!, ct);
        foreach (var answer in answers)
            if (await Judge(session, judging, answer, ct) is { } wrong) return (null, wrong);

        return await session.Save(ct) is { } notSaved ? (null, notSaved) : (judging.Sheet(), null);
    }

    private static async Task<Refusal?> Judge(TenantSession session, JudgingDossier judging, ItemAnswer answer, CancellationToken ct)
    {
        if (!Enum.IsDefined(answer.Verdict) || judging.Items.FirstOrDefault(i => i.Key == answer.Item) is not { } item) return new NoSuchItem();

        var filing = judging.Filing;
        var judgement = judging.Judgements.Find(j => j.Item == item.Key && j.SubmissionNo == filing.SubmissionNo);
        // 换过材料的判定已不算数，页面上也不显示，谁都可以重判。
        if (judgement is not null && judgement.Hash == item.Hash && judgement.Version != answer.Seen) return new JudgedByColleague(item.PlaceName, judgement.JudgedByName);
        if (judgement is null && answer.Seen != 0) return new JustHandledByAnother();

        var isNew = judgement is null;
        judgement ??= new Judgement(filing.Id, judging.Stop.OfficeId, filing.SubmissionNo, item);
        if (judgement.Judge(item, answer.Verdict, answer.Sentence, session.Actor, session.Now) is { } refusal) return refusal;
        if (isNew)
        {
            session.Add(judgement);
            judging.Judgements.Add(judgement);
        }

        return judgement.Sentence is { } sentence ? await Remember(session, judging, item, sentence, answer.Keep, ct) : null;
    }

    /// <summary>用了常用句的，记一次；要记入的，记下。</summary>
    private static async Task<Refusal?> Remember(TenantSession session, JudgingDossier judging, JudgedItem item, string sentence, bool keep, CancellationToken ct)
    {
        // 计次不进变更跟踪：几个人同时用同一句，谁也不撞谁。
        var used = await session.Db.Defects.Where(d => d.Sentence == sentence && (d.OfficeId == session.Actor.OfficeId || d.ForAll)).ExecuteUpdateAsync(s => s.SetProperty(d => d.Uses, d => d.Uses + 1), ct);
        if (!keep || used > 0) return null;

        var terms = judging.Dossier.Plan.Terms;
        var rule = terms.Slots.FirstOrDefault(s => s.Key == item.Place.Slot)?.Clause is { } key ? terms.Clause(key)?.RuleId : null;
        var place = item.Kind == ItemKind.Checklist ? new FormPlace("") : item.Place;
        var (defect, refusal) = Defect.Write(new DefectId(Guid.CreateVersion7()), new DefectForm(sentence, place.Module, place.Slot, rule), null, session.Actor, session.Now);
        if (refusal is not null) return refusal;
        session.Add(defect!);
        return null;
    }
}

/// <summary>原件已核（TC-36、R9）：记下谁在何时对过哪几处的原件，后面各级看得到；点错了可以取消自己这一级的。</summary>
[Does(Act.JudgeItems)]
public sealed class MarkOriginals(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, IReadOnlyList<string> items, bool seen, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNotDesk(Act.JudgeItems, FilingAction.Return, filing) is { } refusal) return refusal;

        var judging = await session.Judging(filing!, ct);
        if (!judging.Stop.Step.ChecksOriginals) return new NotForOriginals();
        var marks = await session.Db.OriginalMarks.Where(m => m.FilingId == id && m.OfficeId == judging.Stop.OfficeId).ToListAsync(ct);
        foreach (var key in items)
        {
            if (judging.Items.FirstOrDefault(i => i.Key == key && i.HasScans) is not { } item) return new NotForOriginals();
            var mark = marks.Find(m => m.Holds(item));
            if (seen && mark is null) session.Add(new OriginalMark(id, judging.Stop.OfficeId, judging.Stop.OfficeName, item, session.Actor, session.Now));
            if (!seen && mark is not null) session.Db.Remove(mark);
        }

        return await session.Save(ct);
    }
}

/// <summary>给同事留一句话：这份申报呈报线上的各级都看得到。</summary>
[Does(Act.WriteDeskNote)]
public sealed class WriteDeskNote(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, string? text, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.WriteDeskNote, filing) is { } refusal) return refusal;

        var office = filing!.Stops.First(s => s.OfficeId == session.Actor.OfficeId).OfficeName;
        var (note, wrong) = DeskNote.Write(new DeskNoteId(Guid.CreateVersion7()), id, office, text, session.Actor, session.Now);
        if (wrong is not null) return wrong;
        session.Add(note!);
        return await session.Save(ct);
    }
}
