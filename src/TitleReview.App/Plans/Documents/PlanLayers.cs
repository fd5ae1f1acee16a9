using System.Text.Json.Nodes;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans.Documents;

/// <summary>一项的值从哪里来。</summary>
public enum PlanOrigin { None, National, Tenant, Plan }

/// <summary>
/// 三层：国家规定与系统默认 → 端口默认 → 计划。上一层写了的盖过下一层；一组项目逐项合，列表整个换。
/// 底线只能提高，由 <see cref="NationalFloor"/> 把关。
/// </summary>
public sealed record PlanLayers(JsonObject Tenant, JsonObject Plan)
{
    private static readonly Lazy<JsonObject> Shipped = new(() => PlanFiles.ReadDocument("defaults").Document);

    /// <summary>随产品带的一层：国家规定，以及没有规定时的系统默认。</summary>
    public static JsonObject National => (JsonObject)Shipped.Value.DeepClone();

    /// <summary>计划下面的两层合并好的：计划没有写的取它。</summary>
    public JsonObject Below { get; } = Merge(Shipped.Value, Tenant);

    public JsonObject Merged => Merge(Below, Plan);

    /// <summary>端口的底线：计划不得低于它。端口没有写全的约定，这里只用来比底线。</summary>
    public PlanTerms? TenantTerms(PlanTerms plan) => PlanFile.Understand(Merge(Merge(Written(plan), National), Tenant)).Terms;

    public PlanOrigin OriginOf(string path) =>
        PlanPath.Find(Plan, path) is not null ? PlanOrigin.Plan
        : PlanPath.Find(Tenant, path) is not null ? PlanOrigin.Tenant
        : PlanPath.Find(Shipped.Value, path) is not null ? PlanOrigin.National
        : PlanOrigin.None;

    public static string Say(PlanOrigin origin) => origin switch
    {
        PlanOrigin.Plan => "本计划",
        PlanOrigin.Tenant => "端口默认",
        PlanOrigin.National => "国家规定与系统默认",
        _ => "还没有填",
    };

    public static JsonObject Merge(JsonObject below, JsonObject above)
    {
        var merged = (JsonObject)below.DeepClone();
        foreach (var (name, value) in above)
            merged[name] = value is JsonObject over && merged[name] is JsonObject under ? Merge(under, over) : value?.DeepClone();
        return merged;
    }

    private static JsonObject Written(PlanTerms terms) => PlanFile.Stored(Storage.Json.Write(terms));
}
