using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans.Documents;

public enum ShapeKind { Object, List, Map, Text, Integer, YesNo, Choice, Day, Clock, Instant }

/// <summary>
/// 计划文件的形状，由 <see cref="PlanTerms"/> 的类型得出：页面的表单、JSON Schema、逐项报错、差异对照都照它走，
/// 约定多一项，这几处都不用改。
/// </summary>
/// <param name="Name">JSON 里的名称；列表、映射的一项没有名称。</param>
/// <param name="Called">人看的名称与出处。</param>
/// <param name="Demanded">没有默认、也不能空。</param>
/// <param name="MayBeNull">可以没有。</param>
/// <param name="Members">对象的各项。</param>
/// <param name="Item">列表或映射的一项。</param>
public sealed record PlanShape(
    ShapeKind Kind, string Name, CalledAttribute? Called, bool Demanded, bool MayBeNull,
    IReadOnlyList<PlanShape> Members, PlanShape? Item, Type Type)
{
    private static readonly ConcurrentDictionary<Type, PlanShape> Known = [];

    public static readonly PlanShape Plan = Of(typeof(PlanTerms));

    public IReadOnlyList<string> Choices => Kind == ShapeKind.Choice ? Enum.GetNames(Type) : [];

    public IReadOnlyList<string>? KeyChoices => Kind == ShapeKind.Map && Type.GetGenericArguments()[0] is { IsEnum: true } key ? Enum.GetNames(key) : null;

    /// <summary>页面上的叫法。</summary>
    public string Label => Called?.Name ?? Name;

    public bool IsScalar => Kind is not (ShapeKind.Object or ShapeKind.List or ShapeKind.Map);

    /// <summary>一项项都是文字或选项的列表，一个框里就能填。</summary>
    public bool IsSimpleList => Kind == ShapeKind.List && Item!.IsScalar;

    public PlanShape? Member(string name) => Members.FirstOrDefault(m => m.Name == name);

    private static PlanShape Of(Type type) => Known.GetOrAdd(type, _ => new PlanShape(KindOf(type), "", null, true, false, KindOf(type) == ShapeKind.Object ? MembersOf(type) : [], ItemOf(type), type));

    private static List<PlanShape> MembersOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var demanded = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
            .Where(p => !p.HasDefaultValue).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.SetMethod is not null
               let inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
               let mayBeNull = nullability.Create(property).ReadState == NullabilityState.Nullable
               select Of(inner) with
               {
                   Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                   Called = property.GetCustomAttribute<CalledAttribute>(),
                   MayBeNull = mayBeNull,
                   Demanded = !mayBeNull && (demanded.Contains(property.Name) || property.CustomAttributes.Any(a => a.AttributeType.Name == "RequiredMemberAttribute")),
               },
        ];
    }

    private static PlanShape? ItemOf(Type type) => KindOf(type) switch
    {
        ShapeKind.List => Of(type.GetGenericArguments()[0]),
        ShapeKind.Map => Of(type.GetGenericArguments()[1]),
        _ => null,
    };

    private static ShapeKind KindOf(Type type) =>
        type == typeof(string) ? ShapeKind.Text
        : type == typeof(int) || type == typeof(long) ? ShapeKind.Integer
        : type == typeof(bool) ? ShapeKind.YesNo
        : type.IsEnum ? ShapeKind.Choice
        : type == typeof(DateOnly) ? ShapeKind.Day
        : type == typeof(TimeOnly) ? ShapeKind.Clock
        : type == typeof(DateTimeOffset) ? ShapeKind.Instant
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? ShapeKind.List
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? ShapeKind.Map
        : ShapeKind.Object;
}
