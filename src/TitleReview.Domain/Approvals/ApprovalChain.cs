using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Approvals;

/// <summary>审批链：计划里定的各级审核。一级一行，多一级少一级都只是数据；不同渠道、不同性质的单位可以各走一条。</summary>
/// <param name="Scope">哪些申报走这一条；空为其余的都走。</param>
public sealed record ApprovalChain(
    [property: Called("各级")] IReadOnlyList<ChainStep> Steps,
    [property: Called("名称")] string Name = "审批链",
    [property: Called("范围")] Scope? Scope = null)
{
    public Refusal? WhyNot()
    {
        if (Steps.Count == 0) return new ChainInvalid("审批链不能为空。");
        if (Steps.Select(s => s.Kind).Distinct().Count() != Steps.Count) return new ChainInvalid("审批链里同一类机构只能出现一次。");
        if (Steps.Count(s => s.IsCommittee) > 1) return new ChainInvalid("审批链里评委会只能有一级。");
        return Steps[^1].IsFormalityCheck && Steps.Count(s => s.IsFormalityCheck) == 1 ? null : new ChainInvalid("审批链的最后一级、且只有最后一级是形式审核。");
    }

    /// <summary>
    /// 一个单位沿呈报线实际要经过的站点。地直单位之上没有县（市）人社局，那一级自然没有（TC-14、TC-15）。
    /// </summary>
    /// <param name="line">从用人单位起、逐级向上的呈报线。</param>
    /// <param name="named">计划点了名的机构（评委会、评价中心），按名称。</param>
    /// <param name="series">申报的系列；评委会按系列分的用它找。</param>
    public IReadOnlyList<Stop> StopsFor(IReadOnlyList<Office> line, IReadOnlyList<Office> named, string series) =>
        [.. from step in Steps
            let name = step.OfficeFor(series)
            from stop in name is null ? OnLine(step, line) : named.Where(o => o.Name == name).Take(1).Select(o => new Stop(o.Id, o.Name, step))
            select stop];

    /// <summary>分支机构审过的，计划或总单位说要的，总单位再审一次（docs/decisions/0027）。</summary>
    private static IEnumerable<Stop> OnLine(ChainStep step, IReadOnlyList<Office> line)
    {
        if (line.FirstOrDefault(o => o.Kind == step.Kind) is not { } office) yield break;

        yield return new Stop(office.Id, office.Name, step);
        if (step.Kind == OfficeKind.Employer && line.MainEmployer() is { } main && (step.MainReviews || main.ReviewsBranches))
            yield return new Stop(main.Id, main.Name, step with { Name = "总单位审核" });
    }

    /// <summary>点名的机构一个不能少；末级必须有，不然审完了也没有人作形式审核。</summary>
    public Refusal? WhyNotWalk(IReadOnlyList<Stop> stops, string series)
    {
        if (Steps.FirstOrDefault(s => s.OfficeFor(series) is { } name && stops.All(stop => stop.OfficeName != name)) is { } missing)
            return new StopMissing(missing.Name, missing.OfficeFor(series)!);
        return stops.Count > 0 && stops[^1].Step.IsFormalityCheck ? null : new StopMissing(Steps[^1].Name, Steps[^1].Kind.Label());
    }
}

/// <param name="Name">这一级的叫法，如“县（市）人社局审核”。</param>
/// <param name="Focus">审核重点，页面上提示审核人。</param>
/// <param name="NeedsNotice">通过之前，单位公示必须已满期且无未了结的异议。</param>
/// <param name="MayDecline">可否作出不予受理。</param>
/// <param name="IsFormalityCheck">末级：通过即“形式审核通过”。</param>
/// <param name="ChecksOriginals">由这一级核对原件（TC-36）。</param>
/// <param name="IsCommittee">这一级是评委会：计次、截止可以以到达这里为准（AK-04、AK-08）。</param>
/// <param name="Checklist">逐项核对的清单（TC-33、KZ-11）。</param>
/// <param name="Offices">由计划点名的机构；空为呈报线上这一类机构。</param>
/// <param name="MainReviews">用人单位这一级：分支机构审过的，总单位一律再审一次；为假由总单位自己定。</param>
public sealed record ChainStep(
    [property: Called("机构种类")] OfficeKind Kind,
    [property: Called("这一级的叫法")] string Name,
    [property: Called("审核重点", Long = true)] string Focus,
    [property: Called("公示满期才能通过")] bool NeedsNotice,
    [property: Called("可作不予受理")] bool MayDecline,
    [property: Called("末级：形式审核")] bool IsFormalityCheck,
    [property: Called("核对原件")] bool ChecksOriginals,
    [property: Called("是评委会")] bool IsCommittee = false,
    [property: Called("核对清单")] IReadOnlyList<string>? Checklist = null,
    [property: Called("点名的机构", Hint = "不填为单位呈报线上的这一类机构")] IReadOnlyList<StepOffice>? Offices = null,
    [property: Called("分支机构的，总单位再审一次", Hint = "只用于用人单位这一级；不勾的，由总单位自己定")] bool MainReviews = false)
{
    public string? OfficeFor(string series) => Offices?.FirstOrDefault(o => o.Series is null or [] || o.Series.Contains(series))?.Name;
}

/// <param name="Series">只管这些系列；空为全部。</param>
public sealed record StepOffice([property: Called("机构名称")] string Name, [property: Called("管哪些系列", From = "series")] IReadOnlyList<string>? Series = null);

/// <summary>站点：首次提交时定下，以后改配置、改机构都不动在途的申报。</summary>
public sealed record Stop(OfficeId OfficeId, string OfficeName, ChainStep Step);

/// <summary>补正事项：退回时一次告知，一处一条。</summary>
/// <param name="Place">在哪里：模块/行/栏目或材料栏目，页面据此跳转。</param>
/// <param name="PlaceName">给人看的名称。</param>
/// <param name="Sentence">哪里不符合、怎么改。</param>
/// <param name="Untold">首次未告知：材料没有变，上次退回时本该指出（N6）。</param>
public sealed record Correction(FormPlace Place, string PlaceName, string Sentence, bool Untold = false);

/// <summary>表中的一处：模块，可再指到行、栏或材料栏目。</summary>
public sealed record FormPlace(string Module, Guid? Row = null, string? Field = null, string? Slot = null);

public sealed record ChainInvalid(string What) : Refusal(What);
public sealed record StopMissing(string Step, string Office) : Refusal($"审批链的“{Step}”这一级在您单位的呈报线上找不到“{Office}”，暂不能提交。请联系组织单位补设机构。");
