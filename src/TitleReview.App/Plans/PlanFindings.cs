using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using TitleReview.App.Letters;
using TitleReview.App.Notices;
using TitleReview.App.Plans.Documents;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Plans.Reading;

namespace TitleReview.App.Plans;

/// <summary>校验要看的：合并后的约定、端口默认（比底线）、本端口有哪些机构、通知全文。</summary>
public sealed record PlanToCheck(PlanTerms Terms, PlanTerms? Tenant, IReadOnlySet<string> Offices, string NoticeText)
{
    /// <summary>同一份约定的文件，供指出某一处叫什么。</summary>
    internal System.Text.Json.Nodes.JsonObject Document { get; } = PlanFile.Stored(Storage.Json.Write(Terms));
}

/// <summary>校验的一条：不改不能发布的，或者要有人写明怎么定的（1.8 的矛盾与空缺）。</summary>
/// <param name="Key">矛盾的键；写进“矛盾与空缺的处理”即算说明。错误没有键。</param>
public sealed record PlanFinding(string Path, string Sentence, bool Blocks, string? Key)
{
    /// <summary>已写明怎么定的。</summary>
    public string? Decision { get; init; }

    public bool Open => Blocks || Decision is null;
}

/// <summary>计划的校验：各处对不对得上、有没有低于底线、通知自己矛盾不矛盾。</summary>
public sealed partial class PlanValidator : AbstractValidator<PlanToCheck>
{
    public PlanValidator()
    {
        RuleFor(p => p).Custom((p, found) =>
        {
            foreach (var (floor, below) in NationalFloor.Below(p.Terms, p.Tenant)) Add(found, floor.Path, below.Sentence);
            foreach (var (ceiling, above) in NationalFloor.Above(p.Terms, p.Tenant)) Add(found, ceiling.Path, above.Sentence);
            foreach (var (barring, dropped) in NationalFloor.Dropped(p.Terms)) Add(found, barring.Path, dropped.Sentence);
            foreach (var (name, path, window) in p.Terms.All())
            {
                if (window.Closes <= window.Opens) Add(found, path, $"{name}的结束早于开始。");
                else if (path != "window" && (window.Opens < p.Terms.Window.Opens || window.Closes > p.Terms.Window.Closes))
                    Warn(found, path, "window.outside", $"{name}的申报期越出了总申报期（{p.Terms.Window.Opens.PrintStart()}至{p.Terms.Window.Closes.Print()}）。");
            }

            for (var i = 0; i < p.Terms.Milestones.Count; i++)
                if (p.Terms.Milestones[i] is { } m && m.Closes() <= m.Opens()) Add(found, $"milestones[{i}]", $"“{m.Name}”的结束早于开始。");
        });
        RuleFor(p => p).Custom((p, found) => Offer(p.Terms, found));
        RuleFor(p => p).Custom(Fees);
        RuleFor(p => p).Custom((p, found) => Committees(p.Terms, found));
        RuleFor(p => p).Custom((p, found) => Chains(p, found));
        RuleFor(p => p).Custom((p, found) => Materials(p.Terms, found));
        RuleFor(p => p).Custom((p, found) => Scopes(p.Terms, found));
        RuleFor(p => p).Custom((p, found) => Texts(p.Terms, found));
        RuleFor(p => p).Custom((p, found) => Contradictions(p, found));
    }

    public static IReadOnlyList<PlanFinding> Check(PlanToCheck plan) =>
        [.. new PlanValidator().Validate(plan).Errors
            .Select(e => new PlanFinding(e.PropertyName, e.ErrorMessage, e.Severity == Severity.Error, e.Severity == Severity.Error ? null : e.ErrorCode)
            { Decision = plan.Terms.Decisions.FirstOrDefault(d => d.Key == e.ErrorCode)?.Sentence })
            .OrderByDescending(f => f.Blocks).ThenByDescending(f => f.Open)];

    private static void Add(ValidationContext<PlanToCheck> found, string path, string sentence) => found.AddFailure(new ValidationFailure(path, sentence));

    private static void Warn(ValidationContext<PlanToCheck> found, string path, string key, string sentence) =>
        found.AddFailure(new ValidationFailure(path, sentence) { ErrorCode = key, Severity = Severity.Warning });

    // ── 报什么 ──

    private static void Offer(PlanTerms t, ValidationContext<PlanToCheck> found)
    {
        if (t.Channels.Count == 0) Add(found, "channels", "至少要有一个渠道。");
        if (t.Catalogue.All(s => s.Specialties.Count == 0)) Add(found, "catalogue", "目录里还没有专业，没有人报得了。");
        foreach (var key in Twice(t.Channels.Select(c => c.Key))) Add(found, "channels", $"渠道的内部代号“{key}”用了两次，请改一个。");
        foreach (var name in Twice(t.Catalogue.Select(s => s.Name))) Add(found, "catalogue", $"系列“{name}”列了两次。");
        for (var i = 0; i < t.Channels.Count; i++)
        {
            if (t.Channels[i].Tracks.Count == 0) Add(found, $"channels[{i}].tracks", $"渠道“{t.Channels[i].Name}”没有取得方式，没有人报得了。");
            foreach (var series in t.Channels[i].Series.Except(t.Catalogue.Select(s => s.Name))) Add(found, $"channels[{i}].series", $"渠道“{t.Channels[i].Name}”开放的“{series}”不在目录里。");
        }

        for (var i = 0; i < t.Catalogue.Count; i++)
        {
            foreach (var name in Twice(t.Catalogue[i].Specialties.Select(s => s.Name))) Add(found, $"catalogue[{i}].specialties", $"“{t.Catalogue[i].Name}”里的专业“{name}”列了两次。");
            for (var j = 0; j < t.Catalogue[i].Specialties.Count; j++)
            {
                var specialty = t.Catalogue[i].Specialties[j];
                if (t.ExamOnlySpecialties.Contains(specialty.Name)) Add(found, $"catalogue[{i}].specialties[{j}]", $"“{specialty.Name}”以考代评，不能同时开放评审。");
                if (specialty.Grades.Count == 0 && t.Channels.Any(c => c.Grades.Count == 0)) Add(found, $"catalogue[{i}].specialties[{j}].grades", $"“{specialty.Name}”没有选级别。");
            }
        }

        var own = t.Catalogue.Where(s => s.Window is not null || s.Later is not null || s.Specialties.All(p => p.Window is not null)).ToList();
        if (own.Count > 0 && t.Catalogue.Except(own).Select(s => s.Name).ToList() is { Count: > 0 } without)
            Warn(found, "catalogue", "window.missing", $"有的系列单列了申报时间，{string.Join("、", without)}没有，现在按总申报期。请写明是不是这样定的。");
    }

    private static void Fees(PlanToCheck p, ValidationContext<PlanToCheck> found)
    {
        var fees = p.Terms.Fees;
        if (fees.Collector is { } name && !p.Offices.Contains(name)) Add(found, "fees.collector", $"本端口没有叫“{name}”的机构，没有人能收。请核对名称，或空着（由审核的末级机构收）。");
        if (fees.DueDays is < 1 or > 365) Add(found, "fees.dueDays", "通过后几日内缴，请填 1 至 365 之间的天数；不限时间就空着。");
        for (var i = 0; i < fees.Rows.Count; i++)
            if (fees.Rows[i].Yuan is < 0 or > 100_000) Add(found, $"fees.rows[{i}].yuan", $"金额 {fees.Rows[i].Yuan} 元不合适，请核对；不收的填 0。");
    }

    /// <summary>人社部令第40号：委员单数；高级的按系列、按专业各有最少人数，经省级同意才可以少。</summary>
    private static void Committees(PlanTerms t, ValidationContext<PlanToCheck> found)
    {
        if (!t.Committee.OddMembers) Add(found, "committee.oddMembers", "评委会委员须为单数（人社部令第40号），请选“是”。");
        if (t.Voting.WhyNot() is { } share) Add(found, "voting", share.Sentence);
        if (t.Scoring.WhyNot() is { } scoring) Add(found, "scoring", scoring.Sentence);
        if (t.Defence.WhyNot() is { } defence) Add(found, "defence", defence.Sentence);
        if (t.Results.WhyNot() is InvalidInput results) Add(found, "results", results.Errors[0].Sentence);
        if (t.Certificates.WhyNot() is InvalidInput certificates) Add(found, "certificates", certificates.Errors[0].Sentence);
        if (t.Committee is { Relaxations: true, CanRelax: false }) Warn(found, "committee.relaxationGrounds", "committee.relaxations", "通知许可“一人一策”，却没有写放宽给谁，评审时谁也放宽不了。请照通知列出。");
        if (t.Committee is { Relaxations: false, RelaxationGrounds.Count: > 0 }) Add(found, "committee.relaxationGrounds", "列了“一人一策”放宽给谁，却没有许可放宽，请把“可‘一人一策’放宽”选为“是”，或删去这几行。");
        foreach (var size in (t.Committee.Sizes ?? []).Where(s => s.Least < 1)) Add(found, "committee.sizes", $"委员最少 {size.Least} 人不合适，请填 1 以上。");
        foreach (var national in PlanFiles.NationalCommittee.Sizes ?? [])
            if (t.Committee.LeastMembers(national.Grades ?? [], national.BySeries) is var least && least < national.Least)
                Warn(found, "committee.sizes", "committee.sizes", $"高级评委会{(national.BySeries ? "按系列" : "按专业")}组建的，国家规定委员不少于 {national.Least} 人，计划定的是 {least} 人。调整须经省级同意，请写明依据。");
    }

    // ── 审批链 ──

    private static void Chains(PlanToCheck p, ValidationContext<PlanToCheck> found)
    {
        var t = p.Terms;
        if (t.Chains.Count == 0) Add(found, "chains", "没有审批链。");
        for (var i = 0; i < t.Chains.Count; i++)
        {
            var chain = t.Chains[i];
            if (chain.WhyNot() is { } invalid) Add(found, $"chains[{i}]", $"“{chain.Name}”：{invalid.Sentence}");
            if (i == t.Chains.Count - 1 && chain.Scope is { } scope && scope.Print().Length > 0) Add(found, $"chains[{i}].scope", "最后一条审批链应不限范围，让其余的申报都有路可走。");
            if ((t.Deadline == DeadlineMeaning.ReachedCommittee || t.Submission.CountedAt == CountingPoint.AtCommittee) && !chain.Steps.Any(s => s.IsCommittee))
                Add(found, $"chains[{i}]", $"截止或计次以到达评委会为准，“{chain.Name}”里却没有一级是评委会。");
            for (var j = 0; j < chain.Steps.Count; j++)
            {
                foreach (var office in (chain.Steps[j].Offices ?? []).Where(o => !p.Offices.Contains(o.Name)))
                    Add(found, $"chains[{i}].steps[{j}].offices", $"本端口没有叫“{office.Name}”的机构，请核对名称。");
                if (!t.Opinions.Any(o => o.Stop == chain.Steps[j].Kind)) Warn(found, "opinions", $"opinion.{chain.Steps[j].Kind}", $"“{chain.Steps[j].Name}”没有意见的固定措辞，审核人要自己写。");
            }
        }
    }

    // ── 填什么、交什么 ──

    private static void Materials(PlanTerms t, ValidationContext<PlanToCheck> found)
    {
        foreach (var key in Twice(t.Modules.Select(m => m.Key))) Add(found, "modules", $"模块“{key}”列了两次。");
        for (var i = 0; i < t.Modules.Count; i++)
            if (FormCatalogue.Module(t.Modules[i].Key) is not { } module) Add(found, $"modules[{i}].key", $"没有“{t.Modules[i].Key}”这个模块，可以用：{string.Join("、", FormCatalogue.Modules.Select(m => m.Key))}。");
            else foreach (var twice in Twice(module.Fields.Concat(t.Modules[i].ExtraFields ?? []).Select(f => f.Key))) Add(found, $"modules[{i}].extraFields", $"“{module.Title}”里已有内部代号为“{twice}”的栏目。");

        foreach (var key in Twice(t.Slots.Select(s => s.Key))) Add(found, "slots", $"材料栏目的内部代号“{key}”用了两次。");
        for (var i = 0; i < t.Slots.Count; i++)
        {
            var slot = t.Slots[i];
            if (t.Module(slot.Module) is not { } module) Add(found, $"slots[{i}].module", $"“{slot.Title}”所属的模块“{slot.Module}”本计划没有用。");
            else if (slot.PerRow && !module.Repeats) Add(found, $"slots[{i}].perRow", $"“{module.Title}”只有一行，“{slot.Title}”不能每行一份。");
            if (slot.FilledBy is { } office && !t.Chains.Any(c => c.Steps.Any(s => s.Kind == office))) Add(found, $"slots[{i}].filledBy", $"“{slot.Title}”写明由{office.Label()}上传，审批链里却没有这一级，没有人传得了。");
            if (slot is { Required: true, FilledBy: null } && PosterByApplicant().IsMatch(slot.Title)) Add(found, $"slots[{i}].required", $"“{slot.Title}”要在提交之前由申报人上传，而公示在提交之后由用人单位在系统里张贴：这样没有人能提交。请删去这一栏，或改为不必交。");
            if (slot.Required && t.SlotGroups.FirstOrDefault(g => g.Slots.Contains(slot.Key)) is { } within) Add(found, $"slots[{i}].required", $"“{slot.Title}”在“{within.Title}”里任交几种，就不能再单独列为必交。请改为不必交，由那一组要求。");
            if (slot.MinFiles > slot.MaxFiles) Add(found, $"slots[{i}].minFiles", $"“{slot.Title}”最少 {slot.MinFiles} 个文件，比最多 {slot.MaxFiles} 个还多。");
            if (slot.MaxFiles < 1) Add(found, $"slots[{i}].maxFiles", $"“{slot.Title}”至少要能传 1 个文件。");
            When(t, slot.When, slot.Module, $"slots[{i}].when", slot.Title, found);
        }

        if (t.Slots.Where(s => s.Clause is { } clause && t.Clause(clause) is null).Select(s => $"“{s.Title}”").ToList() is { Count: > 0 } unquoted)
            Warn(found, "slots", "clause.missing", $"{string.Join("、", unquoted)}还没有摘通知原句。");

        for (var i = 0; i < t.SlotGroups.Count; i++)
        {
            var group = t.SlotGroups[i];
            var slots = t.Slots.Where(s => group.Slots.Contains(s.Key)).ToList();
            foreach (var key in group.Slots.Except(t.Slots.Select(s => s.Key))) Add(found, $"slotGroups[{i}].slots", $"“{group.Title}”里有一种“{key}”已经不在材料栏目里，请重新勾选。");
            if (group.AtLeast < 1 || group.AtLeast > group.Slots.Count) Add(found, $"slotGroups[{i}].atLeast", $"“{group.Title}”列了 {group.Slots.Count} 种，至少几种应在 1 到 {group.Slots.Count} 之间。");
            if (slots.Select(s => (s.Module, s.PerRow)).Distinct().Count() > 1) Add(found, $"slotGroups[{i}].slots", $"“{group.Title}”的几种应在同一个模块，或都按行，或都不按行。");
            if (slots is [var first, ..]) When(t, group.When, first.Module, $"slotGroups[{i}].when", group.Title, found);
        }

        foreach (var kind in t.Files.Kinds.Concat(t.Slots.SelectMany(s => s.Kinds ?? [])).Distinct().Except(["jpg", "png", "pdf"])) Add(found, "files.kinds", $"系统收不了“{kind}”格式，可以用 jpg、png、pdf。");
        for (var i = 0; i < t.Languages.Count; i++)
        {
            if (t.Module(FormCatalogue.Basic)?.Field(t.Languages[i].Field) is null) Add(found, $"languages[{i}].field", $"“基本信息”里没有代号为“{t.Languages[i].Field}”的栏目，请先在填报模块里另加这一栏。");
            if (!t.Languages[i].Levels.Contains(t.Languages[i].Minimum)) Add(found, $"languages[{i}].minimum", $"最低等级“{t.Languages[i].Minimum}”不在列出的等级里。");
        }

        for (var i = 0; i < t.Criteria.Count; i++)
            if (t.Criteria[i].Field is { } field && t.Module(FormCatalogue.Basic)?.Field(field) is null) Add(found, $"criteria[{i}].field", $"“基本信息”里没有代号为“{field}”的栏目。");
        var allowed = PlanLayers.National["training"]!["exemptions"]!.AsArray().Select(e => (string)e!["name"]!).ToHashSet(StringComparer.Ordinal);
        foreach (var name in t.Training.Exemptions.Select(e => e.Name).Where(n => !allowed.Contains(n)))
            Add(found, "training.exemptions", $"各地不得自设免除继续教育的事由：“{name}”不在规定的事由里（{string.Join("、", allowed)}）。");
        foreach (var column in t.Roster.Columns.Where(c => RosterColumn.Known(t.Roster.ContentOf(c)) is null)) Warn(found, "roster.columns", "roster.column", $"花名册的“{column}”系统没有内容可填，导出时留空。系统里有的、只是叫法不同的，请在“各栏填什么”里写明。");
        foreach (var (column, content) in t.Roster.Contents ?? new Dictionary<string, string>())
            if (!t.Roster.Columns.Contains(column)) Add(found, "roster.contents", $"“各栏填什么”里的“{column}”不在花名册的各栏里。");
            else if (RosterColumn.Known(content) is null) Add(found, "roster.contents", $"系统没有“{content}”这一项可填，可以用：{string.Join("、", RosterColumn.Names)}。");
    }

    private static void When(PlanTerms t, SlotCondition? when, string module, string path, string title, ValidationContext<PlanToCheck> found)
    {
        if (when?.Field is { } field && t.Module(when.Module ?? module)?.Field(field) is null) Add(found, path, $"“{title}”的条件看的是“{field}”这一栏，模块“{FormCatalogue.Module(when.Module ?? module)?.Title ?? when.Module ?? module}”里没有，请重新选。");
        if (when?.Field is not null && when.Values is null or []) Add(found, path, $"“{title}”的条件没有写取哪些值。");
    }

    // ── 范围 ──

    private static void Scopes(PlanTerms t, ValidationContext<PlanToCheck> found)
    {
        foreach (var (path, scope) in Scoped(t))
        {
            foreach (var channel in (scope.Channels ?? []).Where(k => t.Channel(k) is null)) Add(found, path, $"范围里的渠道“{channel}”本计划没有。");
            foreach (var series in (scope.Series ?? []).Except(t.Catalogue.Select(s => s.Name))) Add(found, path, $"范围里的系列“{series}”不在目录里。");
            foreach (var specialty in (scope.Specialties ?? []).Except(t.Catalogue.SelectMany(s => s.Specialties).Select(s => s.Name))) Add(found, path, $"范围里的专业“{specialty}”不在目录里。");
        }

        foreach (var series in t.SkilledTrades.Series.Except(t.Catalogue.Select(s => s.Name))) Add(found, "skilledTrades.series", $"高技能人才贯通的“{series}”不在目录里。");
    }

    private static IEnumerable<(string Path, Scope Scope)> Scoped(PlanTerms t) =>
        new[]
        {
            At("chains", t.Chains, c => c.Scope), At("slots", t.Slots, s => s.When?.Scope), At("slotGroups", t.SlotGroups, g => g.When?.Scope), At("criteria", t.Criteria, c => c.Scope),
            At("languages", t.Languages, l => l.Scope), At("training.rules", t.Training.Rules, r => r.Scope), At("training.waivers", t.Training.Waivers ?? [], w => w.Scope),
            At("fees.rows", t.Fees.Rows, f => f.Scope), At("defence.rules", t.Defence.Rules, r => r.Scope), At("letters", t.Letters, l => l.Scope),
        }.SelectMany(found => found);

    private static IEnumerable<(string, Scope)> At<T>(string path, IReadOnlyList<T> items, Func<T, Scope?> scope) =>
        items.Select((item, at) => ($"{path}[{at}]", scope(item))).Where(pair => pair.Item2 is not null)!;

    // ── 公文 ──

    private static void Texts(PlanTerms t, ValidationContext<PlanToCheck> found)
    {
        foreach (var (path, text) in new[] { ("notice.posterText", t.Notice.PosterText), ("notice.resultText", t.Notice.ResultText) })
            foreach (var name in NoticeText.Names(text).Except(NoticeWords.Names).Distinct()) Add(found, path, $"模板里的“{{{name}}}”系统填不出，可以用：{string.Join("、", NoticeWords.Names)}。");
        foreach (var (letter, at) in t.Letters.Select((l, at) => (l, $"letters[{at}]")))
        {
            foreach (var name in NoticeText.Names(letter.Text).Except(LetterWords.Names).Distinct()) Add(found, $"{at}.text", $"“{letter.Title}”里的“{{{name}}}”系统填不出，可以用：{string.Join("、", LetterWords.Names)}。");
            if (letter.Slot is { } slot && t.Slots.All(s => s.Key != slot)) Add(found, $"{at}.slot", $"“{letter.Title}”要传到的栏目不在材料栏目里。");
            if (t.Letters.Count(l => l.Key == letter.Key) > 1) Add(found, $"{at}.key", $"文书的内部代号“{letter.Key}”重复了。");
        }

        if (t.Title.Length == 0 || t.Organiser.Length == 0) Add(found, t.Title.Length == 0 ? "title" : "organiser", "名称和组织单位都要填。");
        foreach (var (name, hours) in t.Reminders.All)
            foreach (var hour in hours.Where(h => h is < 1 or > ReminderTerms.Longest)) Add(found, $"reminders.{name}", $"提前 {hour} 小时提醒不合适，请填 1 至 {ReminderTerms.Longest} 之间的小时数；不提醒就删去这一行。");
        foreach (var (name, value, most) in new[] { ("mostRows", t.Bulk.MostRows, BulkTerms.Ceiling), ("remindHours", t.Bulk.RemindHours, BulkTerms.LongestPause), ("keepDays", t.Bulk.KeepDays, BulkTerms.LongestKept) })
            if (value < 1 || value > most) Add(found, $"bulk.{name}", $"成批办理的这一项应在 1 至 {most} 之间，现在是 {value}。");
        if (t.Year is < 2000 or > 2100) Add(found, "year", $"年度应为四位年份，现在是 {t.Year}。");
    }

    // ── 通知自己的矛盾 ──

    private static void Contradictions(PlanToCheck p, ValidationContext<PlanToCheck> found)
    {
        var t = p.Terms;
        if (Years(t.Clause("pledge")?.Sentence) is { } pledged && pledged != t.Penalty.PersonYears)
            Warn(found, "penalty.personYears", "penalty.pledge", $"承诺书原文写的是 {pledged} 年，计划定的是 {t.Penalty.PersonYears} 年。印出来的承诺书按计划的年数；请写明为什么这样定。");
        else if (Years(t.Clause("penalty")?.Sentence) is { } said && said != t.Penalty.PersonYears)
            Warn(found, "penalty.personYears", "penalty.pledge", $"通知原文写的是 {said} 年，计划定的是 {t.Penalty.PersonYears} 年。请写明为什么这样定。");
        if (!t.Pledge.Text.Contains("{处罚年数}", StringComparison.Ordinal) && Years(t.Pledge.Text) is { } literal && literal != t.Penalty.PersonYears)
            Add(found, "pledge.text", $"承诺书正文写死了 {literal} 年，与计划的 {t.Penalty.PersonYears} 年不一样。请把年数写成 {{处罚年数}}，由系统填入。");
        if (p.NoticeText.Length == 0) return;

        foreach (var contradiction in NoticeReader.Read(p.NoticeText).Contradictions)
            Warn(found, "decisions", $"notice.{contradiction.Key}", $"{contradiction.What}{contradiction.Advice}");
        var (document, notice) = (p.Document, PlanClauses.Bare(p.NoticeText));
        foreach (var (key, clause) in t.Clauses.Where(c => c.Value.RuleId != PlanClauses.NationalRule && !PlanClauses.Quoted(notice, c.Value.Sentence)))
            Warn(found, PlanClauses.PlaceOf(key, document) ?? PlanPath.JoinKey("clauses", key), $"clause.{key}", $"“{PlanClauses.Say(key, document)}”引用的原句在通知全文里找不到，请核对：“{clause.Sentence}”");
    }

    /// <summary>句中的“N 年内”，汉字数字也认。</summary>
    private static int? Years(string? text)
    {
        if (text is null || YearsWithin().Match(text) is not { Success: true } match) return null;
        var written = match.Groups["years"].Value;
        var chinese = "零一二三四五六七八九十".IndexOf(written, StringComparison.Ordinal);
        return chinese > 0 ? chinese : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years : null;
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);

    [GeneratedRegex(@"(?<years>[0-9]{1,2}|[一二三四五六七八九十])\s*年内", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearsWithin();

    [GeneratedRegex("单位公示|公示结果|公示(证明|情况)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PosterByApplicant();
}
