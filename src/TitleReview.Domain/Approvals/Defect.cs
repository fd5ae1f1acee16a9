using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Approvals;

/// <summary>常用的不合格说明（R5）：一个机构攒下的句子，绑在材料栏目、模块上，可注明依据哪一条规则。</summary>
public sealed class Defect : ITenantOwned
{
    private Defect() { }

    public TenantId TenantId { get; set; }
    public DefectId Id { get; private set; }
    public OfficeId OfficeId { get; private set; }

    /// <summary>本端口各机构都能用；只有不再向上呈报的机构能这样定。</summary>
    public bool ForAll { get; private set; }

    /// <summary>哪个模块；空为哪里都能用。</summary>
    public string? Module { get; private set; }

    /// <summary>哪个材料栏目；空为模块里填的内容。</summary>
    public string? Slot { get; private set; }

    /// <summary>依据哪一条，如 TC-27；空为没有注明。</summary>
    public string? RuleId { get; private set; }

    public string Sentence { get; private set; } = "";

    /// <summary>用过几次，多的排在前面。</summary>
    public int Uses { get; private set; }

    public string WrittenByName { get; private set; } = "";
    public DateTimeOffset WrittenAt { get; private set; }

    public static (Defect? Defect, Refusal? Refusal) Write(DefectId id, DefectForm form, PlanTerms? terms, Actor actor, Moment now)
    {
        var defect = new Defect { Id = id, OfficeId = actor.OfficeId ?? default };
        return defect.Rewrite(form, terms, actor, now) is { } refusal ? (null, refusal) : (defect, null);
    }

    /// <param name="terms">现行的计划：模块、栏目在不在由它说；空为照旧。</param>
    public Refusal? Rewrite(DefectForm form, PlanTerms? terms, Actor actor, Moment now)
    {
        List<FieldError> errors = [];
        if (form.Sentence.Plain() is not { Length: > 0 and <= Judgement.MaxSentence } words) errors.Add(new(nameof(Sentence), $"请写清哪里不符合、怎么改，最多 {Judgement.MaxSentence} 字。"));
        else Sentence = words;
        var (module, slot, rule) = (form.Module.Plain(), form.Slot.Plain(), form.RuleId.Plain());
        if (slot.Length > 0 && terms?.Slots.FirstOrDefault(s => s.Key == slot) is { } known) module = known.Module;
        if (slot.Length > 0 && terms is not null && terms.Slots.All(s => s.Key != slot)) errors.Add(new(nameof(Slot), "计划里没有这一栏材料，请重新选择。"));
        if (module.Length > 0 && terms is not null && terms.Modules.All(m => m.Key != module)) errors.Add(new(nameof(Module), "计划里没有这个模块，请重新选择。"));
        if (rule.Length > 20) errors.Add(new(nameof(RuleId), "规则编号最多 20 字，如 TC-27。"));
        if (form.ForAll && !actor.AtTop) errors.Add(new(nameof(ForAll), "只有组织评审的机构能定给各机构用。"));
        if (errors.Count > 0) return new InvalidInput(errors);

        (Module, Slot, RuleId, ForAll) = (Empty(module), Empty(slot), Empty(rule), form.ForAll);
        (WrittenByName, WrittenAt) = (actor.Signature, now.Instant);
        return null;
    }

    /// <summary>这一处用不用得上：绑了栏目的只在那一栏，绑了模块的只在那个模块。</summary>
    public bool Suits(FormPlace place) => (Slot, Module) switch
    {
        ({ } slot, _) => place.Slot == slot,
        (null, { } module) => place.Module == module && place.Slot is null,
        _ => true,
    };

    private static string? Empty(string text) => text.Length == 0 ? null : text;
}

public sealed record DefectForm(string? Sentence, string? Module = null, string? Slot = null, string? RuleId = null, bool ForAll = false);

/// <summary>可选的一句：自己攒的，或计划里现成的。</summary>
/// <param name="Uses">用过几次；计划里现成的为 0。</param>
public sealed record OfferedDefect(string Sentence, string? RuleId, int Uses);

/// <summary>每一处可选的句子：自己的在前，用得多的在前；后面是从计划的栏目说明与通知原句里来的。</summary>
public static class DefectOffers
{
    /// <summary>自己攒的在一处最多列出这么多句；再多谁也不会去挑。</summary>
    private const int Most = 20;

    public static IReadOnlyList<OfferedDefect> For(JudgedItem item, bool scanned, PlanTerms terms, IReadOnlyList<Defect> library) =>
        [.. library.Where(d => d.Suits(item.Place)).OrderByDescending(d => d.Uses).ThenByDescending(d => d.WrittenAt).Take(Most).Select(d => new OfferedDefect(d.Sentence, d.RuleId, d.Uses))
            .Concat(FromPlan(item, scanned, terms)).DistinctBy(o => o.Sentence)];

    private static IEnumerable<OfferedDefect> FromPlan(JudgedItem item, bool scanned, PlanTerms terms)
    {
        if (item.Kind == ItemKind.Checklist) yield break;

        if (terms.Slots.FirstOrDefault(s => s.Key == item.Place.Slot) is { } slot)
        {
            var clause = slot.Clause is { } key ? terms.Clause(key) : null;
            if (!scanned) yield return new($"没有上传“{slot.Title}”，请补传。", clause?.RuleId, 0);
            if (scanned && slot.ManualCheck is { } check) yield return new($"“{slot.Title}”不符合要求：{check.TrimEnd('。')}。请重新上传。", clause?.RuleId, 0);
            if (scanned && slot.Hint is { } hint) yield return new($"“{slot.Title}”请按要求重传：{hint.TrimEnd('。')}。", clause?.RuleId, 0);
            if (scanned) yield return new($"“{slot.Title}”看不清或不完整，请重新扫描上传。", null, 0);
            if (clause is not null) yield return new($"不符合“{clause.Sentence.TrimEnd('。')}”，请改正。", clause.RuleId, 0);
            yield break;
        }

        if (item.Kind == ItemKind.Rows) yield return new("少填了应填的内容，请补一行并上传相应材料。", null, 0);
        else yield return new("所填与扫描件不一致，请核对后改正。", null, 0);
        if (terms.Clause(item.Place.Module) is { } own) yield return new($"不符合“{own.Sentence.TrimEnd('。')}”，请改正。", own.RuleId, 0);
    }
}
