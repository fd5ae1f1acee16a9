using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Panels;

/// <summary>一位委员对一份案卷的书面评议（人社部令第40号）：意见与打分。写到一半的随时存着，交了就定了。</summary>
public sealed class PanelReview : ITenantOwned
{
    private PanelReview() { }

    public PanelReview(PanelPlace place, Actor by, Moment now) => (MeetingId, FilingId, ExpertId, AssignedBy, AssignedAt) = (place.Meeting, place.Filing, place.Expert, by.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public MeetingId MeetingId { get; private set; }
    public FilingId FilingId { get; private set; }
    public ExpertId ExpertId { get; private set; }
    public string AssignedBy { get; private set; } = "";
    public DateTimeOffset AssignedAt { get; private set; }
    public string Opinion { get; private set; } = "";

    /// <summary>评分表的项目 → 分数。</summary>
    public IReadOnlyDictionary<string, int> Scores { get; private set; } = new Dictionary<string, int>();

    /// <summary>总分，以百分之一分计；交的时候照当时的评分表算好。</summary>
    public int? TotalScore { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>照纸录入的，是谁录的；委员自己写的为空。</summary>
    public string? TakenBy { get; private set; }

    public uint Version { get; private set; }

    public bool IsSubmitted => SubmittedAt is not null;

    /// <summary>草稿：改哪一样存哪一样。字数、分数越界的当场说，别的先存着。</summary>
    /// <param name="field">“opinion”，或评分表的项目名。</param>
    public Refusal? Draft(string field, string value, ScoringTerms terms, Moment now)
    {
        if (IsSubmitted) return new ReviewSubmitted();
        if (field == OpinionField)
        {
            if (value.Length > terms.OpinionMost) return new InvalidInput(OpinionField, $"评议意见最多 {terms.OpinionMost} 字，现为 {value.Length} 字。");
            Opinion = value.Plain();
        }
        else
        {
            if ((terms.Items ?? []).FirstOrDefault(i => i.Name == field) is not { } item) return new NoScoreHere(field);
            var (score, wrong) = Read(item, value);
            if (wrong is not null) return wrong;
            var kept = Scores.Where(s => s.Key != field).ToDictionary(StringComparer.Ordinal);
            if (score is { } given) kept[field] = given;
            Scores = kept;
        }

        SavedAt = now.Instant;
        return null;
    }

    /// <summary>交：意见够长，评分表给齐。交了不能再改。</summary>
    public Refusal? Submit(ScoringTerms terms, bool scored, Moment now)
    {
        if (IsSubmitted) return new ReviewSubmitted();
        List<FieldError> errors = [];
        if (Opinion.Trim().Length < terms.OpinionLeast) errors.Add(new(OpinionField, $"评议意见不少于 {terms.OpinionLeast} 字，现为 {Opinion.Trim().Length} 字，请写完再交。"));
        var items = scored ? terms.Items ?? [] : [];
        errors.AddRange(items.Where(i => !Scores.TryGetValue(i.Name, out var given) || given < 0 || given > i.Points).Select(i => new FieldError(i.Name, $"请给“{i.Name}”打分，0 至 {i.Points} 的整数。")));
        if (errors.Count > 0) return new InvalidInput(errors);

        (TotalScore, SubmittedAt) = (items.Count > 0 ? terms.Total(Scores) : null, now.Instant);
        return null;
    }

    /// <summary>照委员签了名的纸录入，同样要够长、给齐。</summary>
    public Refusal? SubmitFromPaper(ScoringTerms terms, bool scored, Actor by, Moment now)
    {
        if (Submit(terms, scored, now) is { } wrong) return wrong;

        TakenBy = by.Signature;
        return null;
    }

    public const string OpinionField = "opinion";

    private static (int? Score, Refusal? Wrong) Read(ScoreItem item, string value) =>
        value.Plain().Length == 0 ? (null, null)
        : value.WholeNumber() is { } score && score <= item.Points ? (score, null)
        : (null, new InvalidInput(item.Name, $"“{item.Name}”应为 0 至 {item.Points} 的整数。"));
}

/// <summary>哪次评审会、哪份申报、哪位委员。</summary>
public sealed record PanelPlace(MeetingId Meeting, FilingId Filing, ExpertId Expert);

public sealed record MemberWritesHimself(string Name) : Refusal($"{Name}有账号，评议要本人登录来写，不能替他录入。");
public sealed record ReviewSubmitted() : Refusal("这一份评议已经交了，不能再改。");
public sealed record NoScoreHere(string Field) : Refusal($"评分表里没有“{Field}”这一项，请刷新页面。");
