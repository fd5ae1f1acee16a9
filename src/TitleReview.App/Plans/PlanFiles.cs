using System.Text;
using TitleReview.App.Storage;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans;

/// <summary>随产品带的计划：各通知录成的 JSON。</summary>
public static class PlanFiles
{
    public static PlanTerms Read(string name)
    {
        using var stream = typeof(PlanFiles).Assembly.GetManifestResourceStream($"plans/{name}.json")
            ?? throw new ArgumentException($"No plan named {name}.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Json.Read<PlanTerms>(reader.ReadToEnd());
    }
}
