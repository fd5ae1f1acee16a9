using TitleReview.App.Storage;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Approvals;

/// <summary>两种电子表格：导出的待办，成批办理的结果。身份证号码只写隐去中间八位的。</summary>
internal static class BulkSheets
{
    public static async Task<byte[]> Queue(TenantSession session, BulkOrder order, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        List<IReadOnlyList<string>> rows = [];
        string office;
        await using (var reader = await command.Read($"""
            select q.number, q.applicant_name, a.masked_resident_id, q.employer_name, q.place, f.series, q.specialty, f.grade, f.status, q.tries, q.submitted_at, q.deadline,
                   case when f.status = 'InApproval' then f.stops -> f.stop_index -> 'step' ->> 'name' end, coalesce(u.display_name, ''), o.name
              from bulk_rows r
              join queue_entries q on q.tenant_id = r.tenant_id and q.filing_id = r.filing_id and q.office_id = {command.Office}
              join filings f on f.tenant_id = r.tenant_id and f.id = r.filing_id
              join applicants a on a.tenant_id = f.tenant_id and a.id = f.applicant_id
              join offices o on o.tenant_id = q.tenant_id and o.id = q.office_id
              left join users u on u.tenant_id = q.tenant_id and u.id = q.assignee_id
             where r.tenant_id = {command.Tenant} and r.bulk_id = {command.With(order.Id.Value)} order by r.no
            """, ct))
        {
            office = "";
            while (await reader.ReadAsync(ct))
            {
                var status = Enum.Parse<FilingStatus>(reader.GetString(8));
                office = reader.GetString(14);
                rows.Add([
                    $"{rows.Count + 1}", reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6),
                    Enum.Parse<Grade>(reader.GetString(7)).Label(), status.Label(), reader.IsDBNull(12) ? "" : reader.GetString(12), $"{reader.GetInt32(9)}",
                    reader.GetFieldValue<DateTimeOffset>(10).PrintShort(), reader.GetFieldValue<DateTimeOffset>(11).PrintShort(), reader.GetString(13)]);
            }
        }

        return TableXlsx.Write(new TableSheet("待办申报", "待办申报", $"{office}　{session.Now.Instant.Print()}　共 {rows.Count} 件",
            [new("序号", 10), new("申报编号", 32), new("姓名", 24), new("身份证号码", 38), new("工作单位", 50, LeftAligned: true), new("县（市）", 20), new("系列", 24), new("专业", 24), new("级别", 16),
                new("状态", 24), new("现在哪一级", 28), new("第几次", 12), new("提交时间", 32), new("期限", 32), new("派给", 22)], rows, session.Now.Instant));
    }

    public static async Task<byte[]> Result(TenantSession session, BulkOrder order, CancellationToken ct)
    {
        var lines = await session.BulkLines(order, null, 0, order.Total, ct);
        return TableXlsx.Write(new TableSheet("结果", $"成批{order.Kind.Label()}的结果", $"{order.OrderedByName}　{order.OrderedAt.Print()}　共 {order.Total} 件",
            [new("序号", 10), new("申报编号", 32), new("姓名", 24), new("工作单位", 50, LeftAligned: true), new("结果", 20), new("说明", 110, LeftAligned: true), new("时间", 32)],
            [.. lines.Select(l => (IReadOnlyList<string>)[$"{l.No}", l.Number, l.Applicant, l.Employer, l.State.Label(), l.Sentence, l.At?.PrintShort() ?? ""])], session.Now.Instant));
    }
}
