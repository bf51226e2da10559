/** The paths of the Inventory API with their parameters filled in and escaped. */
export const inventoryPaths = {
  stockList: () => '/stock',
  stock: (sku: string) => `/stock/${encodeURIComponent(sku)}`,
  movements: (sku: string) => `/stock/${encodeURIComponent(sku)}/movements`,
  reservation: (id: string) => `/reservations/${encodeURIComponent(id)}`,
  confirmation: (id: string) => `/reservations/${encodeURIComponent(id)}/confirm`,
} as const;
