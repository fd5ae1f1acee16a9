using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(TitleReview.Tests.Support.LongestFirst))]

namespace TitleReview.Tests.Support;

/// <summary>On a test class, or on the definition of its collection.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesMinutesAttribute : Attribute;

/// <summary>What takes minutes begins first: begun last, it would run alone at the end, with the other core idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => TakesMinutes(c) ? 0 : 1).ThenBy(c => c.TestCollectionDisplayName, StringComparer.Ordinal)];

    /// <summary>A class without a collection has one of its own, named after it.</summary>
    private static bool TakesMinutes(ITestCollection collection) =>
        (collection.TestCollectionClassName ?? collection.TestCollectionDisplayName.Split(' ').FirstOrDefault(w => w.Contains('.', StringComparison.Ordinal))) is { } name
        && typeof(LongestFirst).Assembly.GetType(name)?.GetCustomAttribute<TakesMinutesAttribute>() is not null;
}
