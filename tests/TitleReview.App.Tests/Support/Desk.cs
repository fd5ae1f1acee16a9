using TitleReview.App.Approvals;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests;

/// <summary>An officer who judges every item: the named places as failed, the rest as passed.</summary>
internal static class Desk
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<Refusal?> Return(SignedInScope who, FilingId filing, IReadOnlyList<Correction> corrections) => Return(who, filing, [.. corrections]);

    public static async Task<Refusal?> Return(SignedInScope who, FilingId filing, params Correction[] corrections)
    {
        // What the filing itself refuses comes before what is not yet judged.
        if (await who.Get<ReturnFiling>().Run(filing, Ct) is { } refusal and not (ItemsUnjudged or NothingFailed)) return refusal;
        return await Judge(who, filing, corrections) ?? await who.Get<ReturnFiling>().Run(filing, Ct);
    }

    public static async Task<Refusal?> Judge(SignedInScope who, FilingId filing, params Correction[] corrections)
    {
        var sheet = (await who.Get<ReadJudging>().Run(filing, Ct))!.Sheet;
        var failed = corrections.ToDictionary(c => At(sheet, c.Place), c => c.Sentence);
        var answers = sheet.Lines.Where(l => failed.ContainsKey(l) || l.Judgement is null)
            .Select(l => new ItemAnswer(l.Item.Key, failed.ContainsKey(l) ? ItemVerdict.Failed : ItemVerdict.Passed, failed.GetValueOrDefault(l), Seen: l.Seen));
        return (await who.Get<JudgeItems>().Run(filing, [.. answers], Ct)).Refusal;
    }

    /// <summary>What passing demands by default: the checklist, and what this office returned for.</summary>
    public static async Task PassChecklist(SignedInScope who, FilingId filing)
    {
        var sheet = (await who.Get<ReadJudging>().Run(filing, Ct))!.Sheet;
        var left = sheet.Lines.Where(l => l.Judgement is null && (l.Item.Kind == ItemKind.Checklist || l.Before is { Verdict: ItemVerdict.Failed })).Select(l => new ItemAnswer(l.Item.Key, ItemVerdict.Passed));
        Assert.Null((await who.Get<JudgeItems>().Run(filing, [.. left], Ct)).Refusal);
    }

    /// <summary>The item of this place; for a field its row, for a module its first item.</summary>
    private static JudgedLine At(JudgingSheet sheet, FormPlace place) =>
        sheet.Lines.FirstOrDefault(l => l.Item.Kind != ItemKind.Checklist && l.Item.Place == place with { Field = null }) ?? sheet.Lines.First(l => l.Item.Place.Module == place.Module);
}
