using System.Text;
using System.Text.Json.Nodes;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans;

/// <summary>随产品带的计划文件：各通知录成的 JSON，连同通知全文；以及国家规定与系统默认（defaults）。</summary>
public static class PlanFiles
{
    /// <summary>五份通知的计划。</summary>
    public static readonly IReadOnlyList<string> Shipped = ["tacheng-2023", "bazhou-2023", "aksu-2024", "xinjiang-2021", "kezhou-2021"];

    /// <summary>合并了默认的全部约定。</summary>
    /// <exception cref="InvalidOperationException">文件有错：随产品带的文件错了是程序错误。</exception>
    public static PlanTerms Read(string name)
    {
        var (terms, faults) = PlanFile.Understand(new PlanLayers([], ReadDocument(name).Document).Merged);
        return terms ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    /// <summary>国家对评委会的几条：计划没有写的照它。</summary>
    public static CommitteeTerms NationalCommittee => National.Value;

    private static readonly Lazy<CommitteeTerms> National = new(() => Storage.Json.Read<CommitteeTerms>(ReadDocument("defaults").Document["committee"]!.ToJsonString()));

    public static (JsonObject Document, string NoticeText) ReadDocument(string name)
    {
        var (document, noticeText, faults) = PlanFile.Read(Text($"plans/{name}.json"));
        if (document is null) throw new InvalidOperationException($"{name}: {string.Join('\n', faults)}");
        return (document, noticeText.Length > 0 || name == "defaults" ? noticeText : Notice(name));
    }

    /// <summary>通知全文。</summary>
    public static string Notice(string name) => Text($"notices/{name}.txt").Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Text(string resource)
    {
        using var stream = typeof(PlanFiles).Assembly.GetManifestResourceStream(resource) ?? throw new ArgumentException($"No resource named {resource}.", nameof(resource));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
