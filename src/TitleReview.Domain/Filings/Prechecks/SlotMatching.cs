using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>哪些材料栏目此时有效：条件成立的栏目，按行的每行一份。填报页、审核页、预审用同一个答案。</summary>
public static class SlotMatching
{
    public static IEnumerable<(SlotTerms Slot, FormRow? Row)> Expected(PlanTerms terms, TitleChoice choice, EmployerKind? employer, FilingForm form) =>
        from slot in terms.Slots
        from place in slot.PerRow ? form.Rows(slot.Module).Select(r => (FormRow?)r) : [null]
        where Applies(slot, choice, employer, form, place)
        select (slot, place);

    /// <summary>申报人自己要管的栏目；由某一级上传的不在内。</summary>
    public static IEnumerable<(SlotTerms Slot, FormRow? Row)> Expected(PrecheckSubject s) =>
        Expected(s.Terms, s.Choice, s.Employer.EmployerKind, s.Form).Where(e => e.Slot.FilledBy is null);

    public static bool Applies(SlotTerms slot, TitleChoice choice, EmployerKind? employer, FilingForm form, FormRow? row) =>
        Holds(slot.When, slot.Module, choice, employer, form, row);

    /// <summary>条件看的是自己模块的，逐行看；看别的模块的，任何一行合即可。</summary>
    public static bool Holds(SlotCondition? when, string module, TitleChoice choice, EmployerKind? employer, FilingForm form, FormRow? row)
    {
        if (when is null) return true;
        if (!when.Scope.Covers(choice, employer)) return false;
        if (when.Field is null || when.Values is null) return true;
        return row is not null && (when.Module is null || when.Module == module)
            ? when.Values.Contains(row[when.Field])
            : form.Rows(when.Module ?? module).Any(r => when.Values.Contains(r[when.Field]));
    }

    /// <summary>“几种里任交几种”此时有效的组；按行的栏目每行一组。</summary>
    public static IEnumerable<(SlotGroup Group, IReadOnlyList<SlotTerms> Slots, FormRow? Row)> Groups(PrecheckSubject s) =>
        from @group in s.Terms.SlotGroups
        let slots = s.Terms.Slots.Where(t => t.FilledBy is null && @group.Slots.Contains(t.Key)).ToList()
        where slots.Count > 0
        from row in slots[0].PerRow ? s.Rows(slots[0].Module).Select(r => (FormRow?)r) : [null]
        where Holds(@group.When, slots[0].Module, s.Choice, s.Employer.EmployerKind, s.Form, row)
        select (@group, (IReadOnlyList<SlotTerms>)slots, row);

    /// <summary>最少要传齐的：必交的，加上每组里够数的前几种。</summary>
    public static IEnumerable<(SlotTerms Slot, FormRow? Row)> Least(PrecheckSubject s) =>
        Expected(s).Where(e => e.Slot.Required).Concat(Groups(s).SelectMany(g => g.Slots.Take(g.Group.AtLeast).Select(slot => (slot, g.Row)))).Distinct();

    public static IReadOnlyList<Material> Of(IReadOnlyList<Material> materials, SlotTerms slot, FormRow? row) =>
        [.. materials.Where(m => m.Slot == slot.Key && m.RowId == row?.Id)];
}
