namespace OrleansFlex.Contracts.Catalog;

/// <summary>Grain state that has a row in the catalog.</summary>
public interface ICatalogued
{
    /// <summary>The row that goes with this state, given the key of the grain that holds it.</summary>
    CatalogEntry ToEntry(string grainKey);
}
