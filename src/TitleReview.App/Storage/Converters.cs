using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TitleReview.Domain;

namespace TitleReview.App.Storage;

internal sealed class IdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Make(value)) where T : struct, IId<T>
{
    // An expression tree may not call a static abstract member itself.
    private static T Make(Guid value) => T.From(value);
}

internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(i => i.ToUniversalTime(), i => i);

/// <summary>存成 jsonb 的值：按序列化后的文字比较。</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidOperationException($"No {typeof(T).Name} in JSON.");

    /// <summary>里面会就地改的（填报的表）：快照是另一份。</summary>
    public static PropertyBuilder<T> IsChangingJson<T>(this PropertyBuilder<T> property) => Map(property, value => Read<T>(Write(value)), Read<T>);

    /// <summary>整个换、从不就地改的：快照就是它自己，不必为每次读取再抄一遍。</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) => Map(property, value => value, Read<T>);

    /// <summary>又大又少、处处要读的（计划的约定，一份几万字）：同样的文字只解一次，各处共用一个。</summary>
    public static PropertyBuilder<T> IsSharedJson<T>(this PropertyBuilder<T> property) where T : class => Map(property, value => value, Shared<T>.Read);

    private static PropertyBuilder<T> Map<T>(PropertyBuilder<T> property, Func<T, T> snapshot, Func<string, T> read)
    {
        property.HasColumnType("jsonb").HasConversion(
            new ValueConverter<T, string>(value => Write(value), text => read(text)),
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b) || Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => snapshot(value)));
        return property;
    }

    private static class Shared<T> where T : class
    {
        // Far more than a node has plans and editions in use; when it is full, it starts over.
        private const int Most = 200;
        private static readonly ConcurrentDictionary<string, T> Known = new(StringComparer.Ordinal);

        public static T Read(string text)
        {
            if (Known.TryGetValue(text, out var known)) return known;
            if (Known.Count >= Most) Known.Clear();
            return Known[text] = Json.Read<T>(text);
        }
    }
}

/// <summary>一串日子，存成 date[]。</summary>
internal static class Days
{
    public static PropertyBuilder<IReadOnlyList<DateOnly>> IsDays(this PropertyBuilder<IReadOnlyList<DateOnly>> property)
    {
        property.HasColumnType("date[]").HasConversion(
            new ValueConverter<IReadOnlyList<DateOnly>, DateOnly[]>(days => days.ToArray(), days => days),
            new ValueComparer<IReadOnlyList<DateOnly>>((a, b) => a!.SequenceEqual(b!), days => days.Count, days => days.ToArray()));
        return property;
    }
}
