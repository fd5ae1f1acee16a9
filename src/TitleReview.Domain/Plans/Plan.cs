using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>评审计划：一个年度、一个组织单位、一份通知。发布后只能出新版；每一版见 <see cref="PlanEdition"/>。</summary>
public sealed class Plan : ITenantOwned
{
    private Plan() { }

    /// <exception cref="InvalidOperationException">低于国家底线；用例在此之前已经拒绝。</exception>
    /// <param name="organiser">组织评审的机构，此后由它修订、延期、封存；命令行导入的为空，端口里组织评审的机构都可以。</param>
    public Plan(PlanId id, PlanTerms terms, int edition, Moment publishedAt, OfficeId? organiser = null)
    {
        if (NationalFloor.WhyNot(terms) is { } refusal) throw new InvalidOperationException(refusal.Sentence);

        (Id, Terms, Year, Edition, PublishedAt, OrganiserId) = (id, terms, terms.Year, edition, publishedAt.Instant, organiser);
    }

    public TenantId TenantId { get; set; }
    public PlanId Id { get; private set; }
    public int Year { get; private set; }

    /// <summary>现行的是第几版；申报记住自己按哪一版填报。</summary>
    public int Edition { get; private set; }

    /// <summary>现行版的全部约定（国家规定、端口默认、计划三层合并后的）。</summary>
    public PlanTerms Terms { get; private set; } = null!;

    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>封存之后不再出新版；要改先启封，写明理由。</summary>
    public DateTimeOffset? FrozenAt { get; private set; }

    /// <summary>谁的计划；空为端口里组织评审的机构都可以改。</summary>
    public OfficeId? OrganiserId { get; private set; }

    public uint Version { get; private set; }

    /// <summary>申报期内才能填报、提交。截止的瞬间起即不收（TC-40）。</summary>
    public Refusal? WhyNotOpen(TitleChoice choice, Moment now)
    {
        if (Terms.Series(choice)?.Later is { Length: > 0 } later) return new WindowLater(choice.Series, later);
        var window = Terms.WindowFor(choice);
        if (now.Instant < window.Opens) return new NotYetOpen(choice.Series, window.Opens);
        return now.Instant < window.Closes ? null : new WindowClosed(choice.Series, window.Closes);
    }

    // ── 出新版 ──

    /// <summary>一个端口里几家组织评审的，各管各的计划。</summary>
    public Refusal? WhyNotManage(Actor actor) =>
        OrganiserId is null || OrganiserId == actor.OfficeId || actor.Role == Role.System ? null : new NotYourPlan(Terms.Organiser);

    public Refusal? WhyNotRevise(Actor actor) => WhyNotManage(actor) ?? (FrozenAt is null ? null : new PlanFrozen());

    /// <summary>出一版：换上新的约定，老的申报仍按原来那一版。</summary>
    public Refusal? Revise(PlanTerms terms, Actor actor, Moment now)
    {
        if (WhyNotRevise(actor) is { } refusal) return refusal;
        if (terms.Year != Year) return new PlanYearFixed(Year);
        if (NationalFloor.WhyNot(terms) is { } below) return below;
        if (Terms.ShortenedBy(terms, now) is { } shorter) return shorter;

        (Terms, Edition, PublishedAt) = (terms, Edition + 1, now.Instant);
        return null;
    }

    public Refusal? Freeze(Actor actor, Moment now)
    {
        if (WhyNotRevise(actor) is { } refusal) return refusal;

        FrozenAt = now.Instant;
        return null;
    }

    public Refusal? Thaw(Actor actor)
    {
        if (WhyNotManage(actor) is { } refusal) return refusal;
        if (FrozenAt is null) return new PlanNotFrozen();

        FrozenAt = null;
        return null;
    }

    /// <summary>某一版的样子，供按那一版填报的申报使用：约定是那一版的，申报期取后来延长的。</summary>
    public Plan Under(int edition, PlanTerms terms) => new()
    {
        TenantId = TenantId,
        Id = Id,
        Year = Year,
        Edition = edition,
        Terms = terms.ExtendedAs(Terms),
        PublishedAt = PublishedAt,
        OrganiserId = OrganiserId,
    };
}

/// <summary>版次的来由：首次发布、修订、延期。</summary>
public enum EditionKind { First, Revision, Extension }

/// <summary>计划的一版：发布时的全部内容，不可改。</summary>
public sealed class PlanEdition : ITenantOwned
{
    private PlanEdition() { }

    /// <param name="document">计划自己写的部分（JSON）；没写的取自端口默认与国家规定。</param>
    /// <param name="defaults">发布时端口默认的部分（JSON）。</param>
    public PlanEdition(Plan plan, EditionKind kind, string? reason, string document, string defaults, string noticeText, Actor by, Moment now) =>
        (PlanId, No, Kind, Reason, Terms, Document, Defaults, NoticeText, PublishedBy, PublishedAt) =
        (plan.Id, plan.Edition, kind, reason, plan.Terms, document, defaults, noticeText, by.Name, now.Instant);

    public TenantId TenantId { get; set; }
    public PlanId PlanId { get; private set; }
    public int No { get; private set; }
    public EditionKind Kind { get; private set; }

    /// <summary>为什么出这一版；首次发布为空。延期的理由公开。</summary>
    public string? Reason { get; private set; }

    public PlanTerms Terms { get; private set; } = null!;
    public string Document { get; private set; } = "{}";
    public string Defaults { get; private set; } = "{}";

    /// <summary>通知全文，来源句据此核对。</summary>
    public string NoticeText { get; private set; } = "";

    public string PublishedBy { get; private set; } = "";
    public DateTimeOffset PublishedAt { get; private set; }
}

public sealed record NotYetOpen(string Series, DateTimeOffset Opens) : Refusal($"{Series}的申报期还没有开始，{Opens.PrintStart()}起可以申报。");
public sealed record WindowClosed(string Series, DateTimeOffset Closes) : Refusal($"{Series}的申报期已于{Closes.Print()}结束，逾期不予受理。");
public sealed record WindowLater(string Series, string Sentence) : Refusal($"{Series}的申报时间另行通知，现在还不能申报（通知原文：“{Sentence}”）。");
public sealed record PlanFrozen() : Refusal("这份计划已经封存，不能再出新版。确需改动的，请先启封并写明理由。");
public sealed record NotYourPlan(string Organiser) : Refusal($"这份计划由“{Organiser}”组织，由它修订、延期、封存。您可以照它另写一份。");
public sealed record PlanMoved(int Edition) : Refusal($"您动手修订之后，这份计划已经出了第 {Edition} 版。请先点“并入新版”，核对之后再发布，免得把别人的改动、延期盖掉。");
public sealed record SameNamePublished(string Title, int Year) : Refusal($"{Year} 年度已经有一份同名的计划“{Title}”。请改名称；如果是改那一份，请到那一份里点“修订”。");
public sealed record WindowShortened(string Name, DateTimeOffset Closes) : Refusal($"{Name}的申报期已经公布到{Closes.Print()}截止，并且已经开始，修订只能延长，不能缩短。");
public sealed record PlanNotFrozen() : Refusal("这份计划没有封存。");
public sealed record PlanYearFixed(int Year) : Refusal($"这是 {Year} 年度的计划，修订不能改年度。新年度请另建一份计划。");
