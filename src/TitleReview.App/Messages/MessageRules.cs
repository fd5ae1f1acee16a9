using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain.Messages;

namespace TitleReview.App.Messages;

/// <summary>怎样通知：端口改过的取端口的，没有改过的取随产品带的。</summary>
internal static class MessageRules
{
    private static readonly Lazy<MessageTerms> Loaded = new(Load);

    /// <summary>随产品带的。</summary>
    public static MessageTerms Shipped => Loaded.Value;

    public static async Task<MessageTerms> MessageTerms(this TenantSession session, CancellationToken ct) =>
        (await session.Db.MessageSettings.AsNoTracking().SingleOrDefaultAsync(ct))?.Terms ?? Shipped;

    /// <summary>端口没有改过的那几种，照随产品带的。</summary>
    public static MessageTemplate Template(this MessageTerms terms, MessageKind kind) => terms.Templates.GetValueOrDefault(kind) ?? Shipped.Templates[kind];

    private static MessageTerms Load()
    {
        using var stream = typeof(MessageRules).Assembly.GetManifestResourceStream("messages/templates.json") ?? throw new InvalidOperationException("templates.json is not in the program.");
        using var reader = new StreamReader(stream);
        return Json.Read<MessageTerms>(reader.ReadToEnd());
    }
}
