using TitleReview.Domain.Filings;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>评审计划：一个年度、一个组织单位、一份通知。</summary>
public sealed class Plan : ITenantOwned
{
    private Plan() { }

    public Plan(PlanId id, PlanTerms terms, int edition, Moment publishedAt)
    {
        if (NationalFloor.WhyNot(terms) is { } refusal) throw new InvalidOperationException(refusal.Sentence);

        (Id, Terms, Year, Edition, PublishedAt) = (id, terms, terms.Year, edition, publishedAt.Instant);
    }

    public TenantId TenantId { get; set; }
    public PlanId Id { get; private set; }
    public int Year { get; private set; }

    /// <summary>第几版；申报记住自己按哪一版填报。</summary>
    public int Edition { get; private set; }

    public PlanTerms Terms { get; private set; } = null!;
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>申报期内才能填报、提交。截止的瞬间起即不收（TC-40）。</summary>
    public Refusal? WhyNotOpen(TitleChoice choice, Moment now)
    {
        var window = Terms.WindowFor(choice);
        if (now.Instant < window.Opens) return new NotYetOpen(choice.Series, window.Opens);
        return now.Instant < window.Closes ? null : new WindowClosed(choice.Series, window.Closes);
    }

    /// <summary>延期、顺延只换时间，不换其他约定。</summary>
    public void MoveWindows(TimeSpan by) => Terms = Terms with
    {
        Window = Terms.Window.Shift(by),
        Catalogue = [.. Terms.Catalogue.Select(s => s with
        {
            Window = s.Window?.Shift(by),
            Specialties = [.. s.Specialties.Select(p => p with { Window = p.Window?.Shift(by) })],
        })],
        Milestones = [.. Terms.Milestones.Select(m => m with { From = m.From.AddDays(by.Days), To = m.To.AddDays(by.Days) })],
    };
}

public sealed record NotYetOpen(string Series, DateTimeOffset Opens) : Refusal($"{Series}的申报期还没有开始，{Opens.PrintStart()}起可以申报。");
public sealed record WindowClosed(string Series, DateTimeOffset Closes) : Refusal($"{Series}的申报期已于{Closes.Print()}结束，逾期不予受理。");
