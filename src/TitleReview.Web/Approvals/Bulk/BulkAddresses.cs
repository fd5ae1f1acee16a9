using TitleReview.App.Approvals;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Approvals;

public static class BulkAddresses
{
    public const string List = "/bulk", New = "/bulk/new";

    public static string Of(BulkId id) => $"/bulk/{id.Value}";

    public static string Result(BulkId id) => $"/bulk/{id.Value}/result.xlsx";

    public static string Export(BulkId id) => $"/bulk/{id.Value}/export.xlsx";

    public static string Progress(BulkId id) => $"/bulk/{id.Value}/progress";
}

/// <summary>一批的情形，怎么说。</summary>
public static class BulkWords
{
    /// <summary>系统正忙着它，页面隔几秒再看。</summary>
    public static bool IsBusy(this BulkSummary batch) => batch.Order.State is BulkState.Checking or BulkState.Running;

    public static string Sentence(this BulkSummary batch) => batch.Order.State switch
    {
        BulkState.Checking => $"正在试办：{batch.Handled} / {batch.Due} 件。什么都还没有改变。",
        BulkState.Checked when batch.Order.Kind == BulkKind.Export => $"共 {batch.Order.Total} 件，等您确认导出。",
        BulkState.Checked => $"试办完了：{batch.Of(BulkRowState.Able)} 件能办，{batch.Of(BulkRowState.Unable)} 件不能办。什么都还没有改变。",
        BulkState.Running => $"正在办：{batch.Handled} / {batch.Due} 件。可以离开，办完了告诉您。",
        BulkState.Cancelled when batch.Of(BulkRowState.Done) > 0 => $"余下的不办了；已经办了 {batch.Of(BulkRowState.Done)} 件。",
        BulkState.Cancelled => "不办了，什么都没有改变。",
        _ when batch.Order.Kind == BulkKind.Export => $"已导出 {batch.Of(BulkRowState.Done)} 件。",
        _ => $"办完了：办了 {batch.Of(BulkRowState.Done)} 件，{batch.Of(BulkRowState.Unable, BulkRowState.Refused)} 件没有办。",
    };

    public static Tone Tone(this BulkRowState state) => state switch
    {
        BulkRowState.Done => Shared.Tone.Done,
        BulkRowState.Able => Shared.Tone.Running,
        BulkRowState.Unable or BulkRowState.Refused => Shared.Tone.Returned,
        _ => Shared.Tone.Quiet,
    };
}
